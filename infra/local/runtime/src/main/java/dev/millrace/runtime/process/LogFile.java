package dev.millrace.runtime.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A log that processes append to on their own: no output passes through the runtime, so none is lost with it. When it
 * has grown too large it is copied aside and emptied; what is written between the two steps is lost.
 *
 * @param path the file; its predecessor has {@code .1} added to its name
 */
public record LogFile(Path path) {

    private static final long LARGEST = 10L << 20;
    private static final int TAIL = 8 << 10;

    /** Makes the folder and the file. */
    public void prepare() throws IOException {
        Files.createDirectories(path.getParent());
        if (!Files.exists(path)) {
            Files.writeString(path, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        trim();
    }

    /** Empties the file when it has grown beyond 10 MiB, keeping one predecessor. */
    public void trim() {
        try {
            if (Files.exists(path) && Files.size(path) > LARGEST) {
                Files.copy(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The log " + path + " cannot be shortened", e);
        }
    }

    /** Remembers where the file ends now. */
    public Mark mark() throws IOException {
        return new Mark(path, Files.size(path));
    }

    /** A place in the log. */
    public record Mark(Path path, long offset) {

        /** The last lines after this place, joined by " | "; empty when nothing was written or can be read. */
        public String lastLines(int count) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                long from = Math.max(Math.min(offset, channel.size()), channel.size() - TAIL);
                ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
                int read = 0;
                while (bytes.hasRemaining() && read >= 0) {
                    read = channel.read(bytes, from + bytes.position());
                }
                var lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
                return String.join(" | ", lines.subList(Math.max(0, lines.size() - count), lines.size()));
            } catch (IOException unreadable) {
                return "";
            }
        }
    }
}
