package dev.millrace.forge.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** An append-only file of lines. Writers that wait for the disk at the same time share one wait. */
final class Journal implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final ReentrantLock disk = new ReentrantLock();
    private long durable;

    private Journal(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.durable = channel.size();
    }

    /** Hands every whole line to the reader and cuts off a last line that a crash left torn. */
    static Journal open(Path file, Consumer<byte[]> reader) throws IOException {
        long whole = Files.exists(file) ? replay(file, reader) : 0;
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(whole);
        channel.position(whole);
        return new Journal(file, channel);
    }

    private static long replay(Path file, Consumer<byte[]> reader) throws IOException {
        long whole = 0;
        var line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                reader.accept(line.toByteArray());
                whole += line.size() + 1L;
                line.reset();
            }
        }
        return whole;
    }

    /** Appends a line and returns the position to wait for. Callers take turns. */
    long append(byte[] line) {
        try {
            var buffer = ByteBuffer.allocate(line.length + 1)
                    .put(line)
                    .put((byte) '\n')
                    .flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            return channel.position();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal " + file + " cannot be written; free some disk space", e);
        }
    }

    /** Returns when everything before a position is on the disk. */
    void await(long position) {
        disk.lock();
        try {
            if (durable < position) {
                long written = channel.size();
                channel.force(false);
                durable = written;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The journal " + file + " cannot be forced to the disk", e);
        } finally {
            disk.unlock();
        }
    }

    /** Replaces the file by other lines, so that a crash leaves either the old file or the new one. */
    static void rewrite(Path file, List<byte[]> lines) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var journal = new Journal(
                fresh,
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE))) {
            lines.forEach(journal::append);
            journal.channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
