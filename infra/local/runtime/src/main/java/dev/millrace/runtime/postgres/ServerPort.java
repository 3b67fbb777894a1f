package dev.millrace.runtime.postgres;

import dev.millrace.runtime.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The port of a data directory's server: chosen once, then kept in a file, so that credentials stay valid. */
record ServerPort(Path file, Ports ports) {

    /** The remembered port, or a new one where none was remembered. */
    int get() throws IOException {
        return Files.exists(file) ? remembered() : choose();
    }

    /** A new port instead of one that some other program uses now. */
    int choose() throws IOException {
        int port = ports.take();
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(temporary, Integer.toString(port));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return port;
    }

    private int remembered() throws IOException {
        String text = Files.readString(file).strip();
        if (!text.matches("\\d{4,5}")) {
            throw new IOException(file + " holds no port. Delete it to have another one chosen.");
        }
        return Integer.parseInt(text);
    }
}
