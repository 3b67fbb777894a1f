package dev.millrace.transparency.export;

import dev.millrace.transparency.note.Checkpoint;
import dev.millrace.transparency.tree.Frontier;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Writes an export of a million entries to a temporary file, verifies it a few times, and prints how long each took. */
final class VerifierBenchmark {

    private VerifierBenchmark() {}

    /** Runs with the number of entries as its only argument, or with a million. */
    public static void main(String[] args) throws IOException {
        long size = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        Path file = Files.createTempFile("millrace-export", ".jsonl");
        try {
            write(file, size);
            var verifier = new Verifier(Trust.key(SampleLog.KEY.verifierKey()), List.of());
            for (int round = 0; round < 3; round++) {
                verify(verifier, file);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file, long size) throws IOException {
        var frontier = Frontier.empty();
        for (long seq = 0; seq < size; seq++) {
            frontier = frontier.append(SampleLog.entry(seq).leafHash());
        }
        var checkpoint = SampleLog.sign(new Checkpoint(SampleLog.ORIGIN, size, frontier.root()), SampleLog.KEY);
        var header = new ExportHeader(SampleLog.KEY.verifierKey(), checkpoint);
        try (var writer = new ExportWriter(new BufferedOutputStream(Files.newOutputStream(file)), header)) {
            for (long seq = 0; seq < size; seq++) {
                writer.write(SampleLog.entry(seq));
            }
        }
    }

    private static void verify(Verifier verifier, Path file) throws IOException {
        long start = System.nanoTime();
        try (var in = Files.newInputStream(file)) {
            String sentence = verifier.verify(in).sentence();
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            System.out.printf("%d ms for %d MB: %s%n", duration.toMillis(), Files.size(file) >> 20, sentence);
        }
    }
}
