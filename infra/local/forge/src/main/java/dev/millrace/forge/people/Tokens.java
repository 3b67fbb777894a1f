package dev.millrace.forge.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens and whom they stand for: lines of {@code token login} in the data directory. Personal access tokens and bearer
 * tokens are the same here.
 */
public final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Map<String, String> logins = new ConcurrentHashMap<>();

    public Tokens(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(this::read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The tokens in " + file + " cannot be read", e);
        }
    }

    /** Makes a token stand for somebody, also after a restart. */
    public synchronized void register(String token, String login) {
        if (token.isBlank() || token.contains(" ")) {
            throw new IllegalArgumentException("A token must have characters and no blanks");
        }
        if (login.equals(logins.put(token, login))) {
            return;
        }
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
                protect();
            }
            Files.writeString(file, token + " " + login + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The token cannot be added to " + file, e);
        }
    }

    /** A token of somebody, made when there is none. */
    public synchronized String of(String login) {
        return logins.entrySet().stream()
                .filter(entry -> entry.getValue().equals(login))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElseGet(() -> {
                    byte[] random = new byte[20];
                    RANDOM.nextBytes(random);
                    String token = HexFormat.of().formatHex(random);
                    register(token, login);
                    return token;
                });
    }

    /** Login behind a token. */
    public Optional<String> login(String token) {
        return Optional.ofNullable(logins.get(token));
    }

    /** Login behind an Authorization header: Basic (any user name, token as password or as user), Bearer or token. */
    public Optional<String> authorized(String header) {
        int blank = header.indexOf(' ');
        if (blank < 0) {
            return Optional.empty();
        }
        String value = header.substring(blank + 1).trim();
        if (!header.substring(0, blank).equalsIgnoreCase("Basic")) {
            return login(value);
        }
        try {
            String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? login(pair) : login(pair.substring(colon + 1)).or(() -> login(pair.substring(0, colon)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void protect() throws IOException {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (UnsupportedOperationException e) {
            // a file system without such permissions: the data directory's own must do
        }
    }

    private void read(String line) {
        String[] words = line.trim().split("\\s+", -1);
        if (words.length == 2) {
            logins.put(words[0], words[1]);
        }
    }
}
