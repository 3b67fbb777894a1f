package dev.millrace.runtime.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The right to be the only runtime of a data directory. The operating system takes it back when the runtime dies. */
public final class RuntimeLock implements AutoCloseable {

    private final FileChannel channel;

    private RuntimeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the data directory, creating it where needed.
     *
     * @throws IllegalStateException when another runtime holds it; the message names that process
     */
    public static RuntimeLock take(Path data) {
        // The holder's id lies in a file of its own: on POSIX, closing any handle of the locked file drops the lock.
        Path holder = data.resolve("runtime.pid");
        try {
            Files.createDirectories(data);
            FileChannel channel =
                    FileChannel.open(data.resolve("runtime.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                throw new IllegalStateException("The data directory " + data + " is in use by process " + pidIn(holder)
                        + ". Stop that one, or choose another data directory.");
            }
            Files.writeString(holder, Long.toString(ProcessHandle.current().pid()));
            return new RuntimeLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The data directory " + data + " cannot be used", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The data directory cannot be released", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
        }
        return lock;
    }

    private static String pidIn(Path holder) throws IOException {
        return Files.exists(holder) ? Files.readString(holder) : "(unknown)";
    }
}
