package dev.millrace.migrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What each function logs in with.
 *
 * @param byFunction function name to the password of its role
 */
record Passwords(SortedMap<String, String> byFunction) {

    Passwords {
        byFunction = Collections.unmodifiableSortedMap(new TreeMap<>(byFunction));
    }

    /**
     * Reads a folder as Kubernetes mounts a Secret: one file a function. One line end after a password does not count.
     *
     * @throws IllegalArgumentException when there is none, or one is empty
     */
    static Passwords in(Path folder) throws IOException {
        var passwords = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(folder)) {
            // Dot files are Kubernetes' own.
            for (Path file : files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList()) {
                passwords.put(file.getFileName().toString(), password(file));
            }
        }
        if (passwords.isEmpty()) {
            throw new IllegalArgumentException(
                    folder + " holds no password; mount the key 'password' of each function's database secret there");
        }
        return new Passwords(passwords);
    }

    /** Never tells a password. */
    @Override
    public String toString() {
        return "Passwords of " + byFunction.keySet();
    }

    private static String password(Path file) throws IOException {
        String password = Files.readString(file).stripTrailing();
        if (password.isEmpty()) {
            throw new IllegalArgumentException(file + " is empty; give the function's role a password");
        }
        return password;
    }

    Map<Schema, String> bySchema() {
        var schemas = new LinkedHashMap<Schema, String>();
        byFunction.forEach((function, password) -> schemas.put(new Schema(function), password));
        return schemas;
    }
}
