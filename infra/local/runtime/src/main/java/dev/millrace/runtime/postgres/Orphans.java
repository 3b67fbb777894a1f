package dev.millrace.runtime.postgres;

import dev.millrace.runtime.process.Liveness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Server processes of a data directory that lost their postmaster. They still hold its shared memory, and no new server
 * starts before they are gone. Most leave by themselves; one in the middle of a statement may not for long.
 */
final class Orphans {

    private static final Path PROC = Path.of("/proc");

    private Orphans() {}

    /** Ends them. Does nothing where the system has no {@code /proc}: there the next start tries until they left. */
    static void end(Path cluster, Duration longest) throws IOException, InterruptedException {
        List<ProcessHandle> orphans = of(cluster);
        // SIGKILL: the postmaster is dead, so nobody else can be hurt, and crash recovery follows anyway.
        orphans.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + longest.toNanos();
        while (orphans.stream().anyMatch(Liveness::isAlive) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }

    /** The processes that work in the data directory: a server's processes all do, and nothing else has a reason to. */
    private static List<ProcessHandle> of(Path cluster) throws IOException {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return List.of();
        }
        Path real = cluster.toRealPath();
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .filter(entry -> isPostgresIn(entry, real))
                    .map(entry ->
                            ProcessHandle.of(Long.parseLong(entry.getFileName().toString())))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /** Whether a process is one of PostgreSQL's that works in this data directory. */
    static boolean isPostgresIn(Path process, Path cluster) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(cluster)
                    && Files.readString(process.resolve("comm")).startsWith("postgres");
        } catch (IOException endedOrNotOurs) {
            return false;
        }
    }
}
