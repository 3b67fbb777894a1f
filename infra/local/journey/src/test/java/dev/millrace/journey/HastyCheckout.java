package dev.millrace.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;

/**
 * This working copy, but that the broker gives a command to the code host up after seconds and not after minutes: else a
 * test would wait that long for a dead letter.
 */
final class HastyCheckout implements AutoCloseable {

    private static final String COMMANDS = "pr-writer.yaml";
    private static final Set<String> NOT_LINKED = Set.of("triggers", ".git", ".millrace");

    private final Path root;

    private HastyCheckout(Path root) {
        this.root = root;
    }

    static HastyCheckout make() throws IOException {
        Path origin = Path.of(System.getenv("MILLRACE_ROOT")).toAbsolutePath().normalize();
        Path root = Files.createTempDirectory("millrace-checkout");
        try (var entries = Files.list(origin)) {
            for (Path entry : entries.toList()) {
                if (!NOT_LINKED.contains(entry.getFileName().toString())) {
                    Files.createSymbolicLink(root.resolve(entry.getFileName()), entry);
                }
            }
        }
        copyTriggers(origin.resolve("triggers"), Files.createDirectory(root.resolve("triggers")));
        return new HastyCheckout(root);
    }

    private static void copyTriggers(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                String text = Files.readString(file);
                Files.writeString(to.resolve(name), name.equals(COMMANDS) ? hasty(text) : text);
            }
        }
    }

    /** Two retries, after two seconds and after four. */
    private static String hasty(String trigger) {
        String hasty = trigger.replaceFirst("(?m)^    retry: \\d+", "    retry: 2")
                .replaceFirst("(?m)^    backoffDelay: \\S+", "    backoffDelay: PT1S");
        assertThat(hasty).contains("retry: 2", "backoffDelay: PT1S");
        return hasty;
    }

    Path root() {
        return root;
    }

    /** Removes links, and nothing that they lead to. */
    @Override
    public void close() throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
