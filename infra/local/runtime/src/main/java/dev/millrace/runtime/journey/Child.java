package dev.millrace.runtime.journey;

import dev.millrace.runtime.process.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that was started here, detached from the terminal so that Ctrl-C reaches only whoever started it. */
public final class Child implements AutoCloseable {

    /** Longer than a platform takes to end its functions. */
    private static final Duration FAREWELL = Duration.ofSeconds(40);

    private static final int LAST_LINES = 5;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** @param log gets what the process says, after what it has */
    public static Child start(String name, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(Session.ofSystem().own(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new Child(name, builder.start(), log);
    }

    public long pid() {
        return process.pid();
    }

    /** @throws IllegalStateException when it has ended, with its last words */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The " + name + " ended with code " + process.exitValue()
                    + "; all it said is in " + log + ":\n" + lastLines());
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    /** Ends it without any warning. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it as Ctrl-C does, and by force when it does not end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
