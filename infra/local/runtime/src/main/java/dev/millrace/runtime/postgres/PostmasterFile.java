package dev.millrace.runtime.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server says about itself in the file {@code postmaster.pid} of its data directory (PostgreSQL,
 * {@code miscadmin.h}: pid, directory, start time, port, socket folder, address, shared memory, status).
 *
 * @param ready whether it takes connections
 */
record PostmasterFile(long pid, int port, boolean ready) {

    private static final int PID = 0;
    private static final int PORT = 3;
    private static final int STATUS = 7;

    /** Empty when there is no file, or one that a server is just writing. */
    static Optional<PostmasterFile> read(Path cluster) throws IOException {
        Path file = path(cluster);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() <= PORT
                || !lines.get(PID).strip().matches("\\d+")
                || !lines.get(PORT).strip().matches("\\d+")) {
            return Optional.empty();
        }
        boolean ready = lines.size() > STATUS && lines.get(STATUS).strip().equals("ready");
        return Optional.of(new PostmasterFile(
                Long.parseLong(lines.get(PID).strip()),
                Integer.parseInt(lines.get(PORT).strip()),
                ready));
    }

    static Path path(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }
}
