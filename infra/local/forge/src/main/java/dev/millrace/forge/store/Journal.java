package dev.millrace.forge.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An append-only file of lines. Writers that wait for the disk at the same time share one wait. Not a channel: an
 * interrupted writer, such as a build that is canceled, would close that for everybody.
 */
final class Journal implements AutoCloseable {

    private final Path path;
    private final RandomAccessFile file;
    private final ReentrantLock disk = new ReentrantLock();
    private volatile long written;
    private long durable;

    private Journal(Path path, RandomAccessFile file, long end) throws IOException {
        this.path = path;
        this.file = file;
        this.written = end;
        this.durable = end;
        file.setLength(end);
        file.seek(end);
    }

    /** Hands every whole line to the reader and cuts off a last line that a crash left torn. */
    static Journal open(Path file, Consumer<byte[]> reader) throws IOException {
        long whole = Files.exists(file) ? replay(file, reader) : 0;
        return new Journal(file, new RandomAccessFile(file.toFile(), "rw"), whole);
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
            byte[] whole = Arrays.copyOf(line, line.length + 1);
            whole[line.length] = '\n';
            file.write(whole);
            long position = written + whole.length;
            written = position;
            return position;
        } catch (IOException e) {
            throw new UncheckedIOException("The journal " + path + " cannot be written; free some disk space", e);
        }
    }

    /** Returns when everything before a position is on the disk. */
    void await(long position) {
        disk.lock();
        try {
            if (durable < position) {
                long reached = written;
                file.getFD().sync();
                durable = reached;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The journal " + path + " cannot be forced to the disk", e);
        } finally {
            disk.unlock();
        }
    }

    /** Replaces the file by other lines, so that a crash leaves either the old file or the new one. */
    static void rewrite(Path file, List<byte[]> lines) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var journal = new Journal(fresh, new RandomAccessFile(fresh.toFile(), "rw"), 0)) {
            lines.forEach(journal::append);
            journal.await(journal.written);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
