package dev.millrace.runtime.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets in a folder: {@code <folder>/<secret>/<key>}, folders 0700, files 0600. Safe for several threads and for
 * several processes: a value is complete or absent, and of two that make one up, both get the same.
 */
public final class SecretStore {

    private static final int BYTES = 32;
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final SecureRandom random;

    public SecretStore(Path folder, SecureRandom random) {
        this.folder = folder;
        this.random = random;
    }

    /**
     * The value of a key. When it is not there, 32 random bytes are made up and kept, in base64url without padding.
     *
     * @throws IllegalArgumentException when Kubernetes would not allow the name of the secret or of the key
     */
    public String get(String secret, String key) {
        return find(secret, key).orElseGet(() -> create(secret, key));
    }

    /** The value of a key that somebody provided or that was made up before. One line end after it does not count. */
    public Optional<String> find(String secret, String key) {
        Path file = file(secret, key);
        try {
            return Files.exists(file) ? Optional.of(withoutLineEnd(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The secret " + secret + "/" + key + " cannot be read", e);
        }
    }

    /** Provides a value, replacing another one. */
    public void put(String secret, String key, String value) {
        if (find(secret, key).filter(value::equals).isPresent()) {
            return;
        }
        Path file = file(secret, key);
        try {
            Files.move(temporary(secret, value), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The secret " + secret + "/" + key + " cannot be written", e);
        }
    }

    /** Forgets a value; there may be none. */
    public void remove(String secret, String key) {
        try {
            Files.deleteIfExists(file(secret, key));
        } catch (IOException e) {
            throw new UncheckedIOException("The secret " + secret + "/" + key + " cannot be removed", e);
        }
    }

    /** The folder of a secret, as a volume would show it: one file per key. It exists when this returns. */
    public Path folder(String secret) {
        Path path = folder.resolve(checked(secret, "secret"));
        try {
            return Files.createDirectories(path, PRIVATE_FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of the secret " + secret + " cannot be made", e);
        }
    }

    private String create(String secret, String key) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Path file = file(secret, key);
        try {
            Path temporary =
                    temporary(secret, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            try {
                // A link, unlike a move, never replaces what another process made up in the meantime.
                Files.createLink(file, temporary);
            } catch (FileAlreadyExistsException theirsWins) {
                return Files.readString(file);
            } finally {
                Files.delete(temporary);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The secret " + secret + "/" + key + " cannot be made", e);
        }
    }

    private Path temporary(String secret, String value) throws IOException {
        // A dot file: whoever lists the folder as a volume does not take it for a key.
        Path temporary = Files.createTempFile(folder(secret), ".", ".new", PRIVATE_FILE);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return temporary;
    }

    private Path file(String secret, String key) {
        return folder.resolve(checked(secret, "secret")).resolve(checked(key, "key"));
    }

    private static String checked(String name, String what) {
        if (!name.matches("[A-Za-z0-9][-._A-Za-z0-9]{0,252}")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a " + what
                    + ": use letters, digits, '-', '_' and '.', and start with a letter or digit");
        }
        return name;
    }

    private static String withoutLineEnd(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1)) : text;
    }
}
