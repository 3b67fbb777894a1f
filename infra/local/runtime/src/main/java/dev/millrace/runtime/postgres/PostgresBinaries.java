package dev.millrace.runtime.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once for each version into a folder that all data directories may share.
 *
 * @param cache where the versions lie, such as a folder in the user's cache
 */
public record PostgresBinaries(Path cache) {

    /**
     * Unpacks the programs for this machine where they are not yet.
     *
     * @return the folder with {@code bin}, {@code lib} and {@code share}
     * @throws IOException when there are none for this machine, or they cannot be unpacked
     */
    public Path unpack() throws IOException {
        byte[] archive = archive();
        Path folder = cache.resolve("postgres-" + digest(archive));
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(cache);
        // Of two runtimes that start at once, the second waits and finds the folder.
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("unpacking.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.isDirectory(folder)) {
                Path partial = Files.createTempDirectory(cache, "unpacking-");
                unpack(archive, partial);
                Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return folder;
    }

    private static byte[] archive() throws IOException {
        String os = System.getProperty("os.name");
        String system = os.startsWith("Mac") ? "Darwin" : os;
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String architecture = machine.equals("amd64") ? "x86_64" : machine;
        try (InputStream stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
            if (stream == null) {
                throw new IOException("There is no embedded PostgreSQL for " + os + " on " + machine);
            }
            return stream.readAllBytes();
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("The PostgreSQL archive leads outside of its folder: " + entry.getName());
                }
                write(tar, entry, target);
                entry = tar.getNextEntry();
            }
        }
        try (Stream<Path> programs = Files.list(folder.resolve("bin"))) {
            for (Path program : programs.toList()) {
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            throw new IOException("The PostgreSQL archive holds a hard link: " + entry.getName());
        } else {
            Files.copy(tar, target);
        }
    }
}
