package dev.millrace.runtime.postgres;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.jar.JarEntry;
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

    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    /**
     * Unpacks the programs for this machine where they are not yet.
     *
     * @return the folder with {@code bin}, {@code lib} and {@code share}
     * @throws IOException when there are none for this machine, or they cannot be unpacked
     */
    public Path unpack() throws IOException {
        URL archive = archive();
        Path folder = cache.resolve("postgres-" + identity(archive));
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
                Files.setPosixFilePermissions(partial, EXECUTABLE);
                Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return folder;
    }

    private static URL archive() throws IOException {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String library = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
        String name = "postgres-" + system + "-" + machine + library + ".txz";
        URL archive = PostgresBinaries.class.getClassLoader().getResource(name);
        if (archive == null) {
            throw new IOException(
                    "There is no embedded PostgreSQL for this machine: " + name + " is not on the class path");
        }
        return archive;
    }

    /** Size and checksum as the jar's index has them: reading the archive itself would slow each start. */
    private static String identity(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection connection) {
            JarEntry entry = connection.getJarEntry();
            return Long.toHexString(entry.getSize()) + "-" + Long.toHexString(entry.getCrc());
        }
        throw new IOException("The embedded PostgreSQL must lie in a jar, not at " + archive);
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(archive.openStream()))) {
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
                Files.setPosixFilePermissions(program, EXECUTABLE);
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
