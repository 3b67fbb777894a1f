package dev.millrace.runtime.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The right to be the only process that works on a folder, such as a data directory. The operating system takes it back
 * when the process dies.
 */
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
        return take(
                data,
                holder -> "The data directory " + data + " is in use by process " + holder
                        + ". Stop that one, or choose another data directory.");
    }

    /**
     * Takes a folder, creating it where needed.
     *
     * @param refusal says who holds it, given that process
     * @throws IllegalStateException with the refusal
     */
    public static RuntimeLock take(Path data, UnaryOperator<String> refusal) {
        // The holder's id lies in a file of its own: on POSIX, closing any handle of the locked file drops the lock.
        Path holder = data.resolve("runtime.pid");
        try {
            Files.createDirectories(data);
            FileChannel channel =
                    FileChannel.open(data.resolve("runtime.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                throw new IllegalStateException(refusal.apply(pidIn(holder)));
            }
            Files.writeString(holder, Long.toString(ProcessHandle.current().pid()));
            return new RuntimeLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(data + " cannot be used", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock cannot be released", e);
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
