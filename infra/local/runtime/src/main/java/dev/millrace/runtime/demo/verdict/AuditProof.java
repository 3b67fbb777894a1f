package dev.millrace.runtime.demo.verdict;

import dev.millrace.runtime.journey.access.Json;
import dev.millrace.runtime.journey.access.Platform;
import dev.millrace.transparency.export.ExportEntry;
import dev.millrace.transparency.export.ExportReader;
import dev.millrace.transparency.export.MalformedLineException;
import dev.millrace.transparency.export.Trust;
import dev.millrace.transparency.export.Verification;
import dev.millrace.transparency.export.Verifier;
import dev.millrace.transparency.note.MalformedNoteException;
import dev.millrace.transparency.note.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An export of the audit log that was verified offline.
 *
 * @param verification what came of it
 * @param events ids of the events that the log holds
 */
record AuditProof(Path file, Verification verification, Set<String> events) {

    /** Exports the log to a new file and verifies it with the log's key. */
    static AuditProof of(Platform platform, Path file) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        platform.download("/audit/export", file);
        VerifierKey key;
        try {
            key = VerifierKey.parse(platform.text("/audit/key").strip());
        } catch (MalformedNoteException e) {
            throw new IOException("The audit log's key cannot be read: " + e.getMessage(), e);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new AuditProof(file, new Verifier(Trust.key(key), List.of()).verify(in), events(file));
        }
    }

    private static Set<String> events(Path file) throws IOException {
        Set<String> ids = new HashSet<>();
        try (InputStream in = Files.newInputStream(file)) {
            var reader = new ExportReader(in);
            for (Optional<ExportEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                ids.add(Json.MAPPER.readTree(entry.get().leaf()).path("id").asText());
            }
        } catch (MalformedLineException e) {
            // the verification says so, and where
        }
        return ids;
    }

    boolean isIntact() {
        return verification instanceof Verification.Intact;
    }
}
