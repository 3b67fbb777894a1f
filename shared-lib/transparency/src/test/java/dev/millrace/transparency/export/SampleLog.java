package dev.millrace.transparency.export;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.note.Checkpoint;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.note.SigningKey;
import dev.millrace.transparency.tree.Frontier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** A log of made-up events, and the tools of somebody who wants to forge it. */
final class SampleLog {

    static final String ORIGIN = "log.example/audit";
    static final SigningKey KEY = SigningKey.of(ORIGIN, new byte[32]);

    private SampleLog() {}

    /** Every third entry is erased already. */
    static ExportEntry entry(long seq) {
        String data = "{\"ticket\":\"demo-%d\",\"title\":\"Fix the gate of mill %d\"}".formatted(seq, seq);
        return entry(seq, data.getBytes(StandardCharsets.UTF_8));
    }

    static ExportEntry entry(long seq, byte[] data) {
        byte[] salt =
                Hash.sha256(Long.toString(seq).getBytes(StandardCharsets.UTF_8)).bytes();
        SaltedContent content = SaltedContent.of(salt, data);
        byte[] leaf = EventLeaf.of(attributes(seq), content).bytes();
        return ExportEntry.of(seq, leaf, seq % 3 == 2 ? Optional.empty() : Optional.of(content));
    }

    private static Map<String, String> attributes(long seq) {
        return Map.of(
                "id", "%08d-7b1c-5d3e-9a4f-2f6c1e8d0b57".formatted(seq),
                "source", "/hook-validation",
                "type", "dev.millrace.tickets.opened.v1",
                "tenant", "demo",
                "time", "2026-01-01T00:00:00Z",
                "correlationid", "ado/demo/" + seq);
    }

    static List<ExportEntry> entries(long size) {
        return LongStream.range(0, size).mapToObj(SampleLog::entry).toList();
    }

    static SignedCheckpoint checkpoint(List<ExportEntry> entries) {
        return sign(new Checkpoint(ORIGIN, entries.size(), root(entries)), KEY);
    }

    static SignedCheckpoint sign(Checkpoint checkpoint, SigningKey key) {
        return SignedCheckpoint.sign(checkpoint, key);
    }

    static Hash root(List<ExportEntry> entries) {
        var frontier = Frontier.empty();
        for (ExportEntry entry : entries) {
            frontier = frontier.append(entry.leafHash());
        }
        return frontier.root();
    }

    static void write(OutputStream out, SignedCheckpoint checkpoint, List<ExportEntry> entries) {
        try (var writer = new ExportWriter(out, new ExportHeader(KEY.verifierKey(), checkpoint))) {
            for (ExportEntry entry : entries) {
                writer.write(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of an honest export. */
    static List<String> lines(List<ExportEntry> entries) {
        return lines(checkpoint(entries), entries);
    }

    static List<String> lines(SignedCheckpoint checkpoint, List<ExportEntry> entries) {
        var out = new ByteArrayOutputStream();
        write(out, checkpoint, entries);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    static InputStream stream(List<String> lines) {
        return stream(String.join("\n", lines) + "\n");
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
