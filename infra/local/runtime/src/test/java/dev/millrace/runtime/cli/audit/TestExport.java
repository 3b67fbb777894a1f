package dev.millrace.runtime.cli.audit;

import dev.millrace.transparency.TreeHash;
import dev.millrace.transparency.export.EventLeaf;
import dev.millrace.transparency.export.ExportEntry;
import dev.millrace.transparency.export.ExportHeader;
import dev.millrace.transparency.export.ExportWriter;
import dev.millrace.transparency.export.SaltedContent;
import dev.millrace.transparency.note.Checkpoint;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.note.SigningKey;
import dev.millrace.transparency.tree.Frontier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A small log as the audit function exports it. */
final class TestExport {

    static final SigningKey KEY = SigningKey.of("millrace.dev/test", new byte[32]);

    private TestExport() {}

    static SignedCheckpoint checkpoint(int size) {
        Frontier frontier = Frontier.empty();
        for (int seq = 0; seq < size; seq++) {
            frontier = frontier.append(TreeHash.leaf(leaf(seq)));
        }
        return SignedCheckpoint.sign(new Checkpoint("millrace.dev/test", size, frontier.root()), KEY);
    }

    static byte[] of(int size) {
        var out = new ByteArrayOutputStream();
        try (var writer = new ExportWriter(out, new ExportHeader(KEY.verifierKey(), checkpoint(size)))) {
            for (int seq = 0; seq < size; seq++) {
                writer.write(ExportEntry.of(seq, leaf(seq), Optional.of(content(seq))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] leaf(int seq) {
        return EventLeaf.of(new TreeMap<>(Map.of("id", "event-" + seq)), content(seq))
                .bytes();
    }

    private static SaltedContent content(int seq) {
        return SaltedContent.of(new byte[SaltedContent.SALT_LENGTH], new byte[] {(byte) seq});
    }
}
