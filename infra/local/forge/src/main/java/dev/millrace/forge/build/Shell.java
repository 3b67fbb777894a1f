package dev.millrace.forge.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a script and ends all of its processes when time is up. */
final class Shell {

    private Shell() {}

    /** How a script ended. */
    sealed interface End {

        record Exit(int code) implements End {}

        record TimedOut() implements End {}

        record NotStarted(String reason) implements End {}
    }

    /** @param log gets what the script prints, after what it has */
    static End run(String script, Path folder, Map<String, String> environment, Path log, Duration limit)
            throws InterruptedException {
        try {
            Path file = Files.createTempFile("step", ".sh");
            Files.writeString(file, script + "\n");
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-e", file.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            return waited(builder.start(), file, limit);
        } catch (IOException e) {
            return new End.NotStarted(String.valueOf(e.getMessage()));
        }
    }

    private static End waited(Process process, Path file, Duration limit) throws InterruptedException {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new End.Exit(process.exitValue());
            }
            return new End.TimedOut();
        } finally {
            endAll(process).forEach(ended -> ended.onExit().join());
            deleteQuietly(file);
        }
    }

    /** Children first are asked for, as they would have no parent to be found by afterwards. */
    private static List<ProcessHandle> endAll(Process process) {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(child -> child.descendants().forEach(ProcessHandle::destroyForcibly));
        return family;
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
