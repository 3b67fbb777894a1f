package dev.millrace.runtime.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Migration scripts, read from where the build put them.
 *
 * @param files file name to its SQL
 */
public record Scripts(Map<String, String> files) {

    /** Our own jars; the hundreds of others in an artifact hold none of our scripts. */
    private static final String OUR_LIBRARY = "(dev\\.millrace\\.|platform-).*\\.jar";

    public Scripts {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * The scripts inside of a built function: of its own jar and of our libraries in it.
     *
     * @param artifact the folder with {@code quarkus-run.jar}
     * @param folders folders inside of the jars, such as {@code db/migration/audit}
     * @throws IllegalStateException when two folders hold different scripts of the same name
     */
    public static Scripts inArtifact(Path artifact, List<String> folders) throws IOException {
        var files = new TreeMap<String, String>();
        for (Path jar : jars(artifact)) {
            try (var zip = new ZipFile(jar.toFile())) {
                addFrom(zip, folders, files);
            }
        }
        return new Scripts(files);
    }

    /** The scripts of a folder on the class path, empty when there is no such folder. */
    public static Scripts onClassPath(String folder) throws IOException {
        var files = new TreeMap<String, String>();
        for (URL url : Collections.list(Scripts.class.getClassLoader().getResources(folder))) {
            if (url.openConnection() instanceof JarURLConnection connection) {
                try (var jar =
                        new JarFile(Path.of(uri(connection.getJarFileURL())).toFile())) {
                    addFrom(jar, List.of(folder), files);
                }
            } else {
                files.putAll(inFolder(Path.of(uri(url))).files());
            }
        }
        return new Scripts(files);
    }

    /** The scripts of a folder on disk. */
    public static Scripts inFolder(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file :
                    list.filter(path -> path.toString().endsWith(".sql")).toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return new Scripts(files);
    }

    /** A digest over names, contents and placeholders: equal digests leave nothing to migrate. */
    String digest(Map<String, String> placeholders) {
        MessageDigest digest = sha256();
        for (Map<String, String> part : List.of(files, new TreeMap<>(placeholders))) {
            part.forEach((name, text) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            });
            digest.update((byte) 1);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> jars(Path artifact) throws IOException {
        var jars = new ArrayList<Path>();
        for (String folder : List.of("app", "lib/main", "lib/boot")) {
            Path path = artifact.resolve(folder);
            if (Files.isDirectory(path)) {
                try (Stream<Path> list = Files.list(path)) {
                    list.filter(file -> file.toString().endsWith(".jar"))
                            .filter(file -> folder.equals("app")
                                    || file.getFileName().toString().matches(OUR_LIBRARY))
                            .forEach(jars::add);
                }
            }
        }
        return jars;
    }

    private static void addFrom(ZipFile zip, List<String> folders, Map<String, String> files) throws IOException {
        for (ZipEntry entry : Collections.list(zip.entries())) {
            int slash = entry.getName().lastIndexOf('/');
            if (slash < 0
                    || !entry.getName().endsWith(".sql")
                    || !folders.contains(entry.getName().substring(0, slash))) {
                continue;
            }
            try (InputStream stream = zip.getInputStream(entry)) {
                String name = entry.getName().substring(slash + 1);
                String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                String other = files.put(name, text);
                if (other != null && !other.equals(text)) {
                    throw new IllegalStateException("Two different migration scripts are called " + name + ", one in "
                            + zip.getName() + ". Give one of them another version.");
                }
            }
        }
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException("No usable address: " + url, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
