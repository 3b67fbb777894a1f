package dev.millrace.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace status}. */
@Command(
        name = "status",
        description = {
            "Shows what runs: functions, triggers and their backlog, the database.",
            "Looking wakes nothing: today's costs are what cost-write said while it ran."
        })
final class StatusCommand implements Callable<Integer> {

    private static final Duration SHORTEST = Duration.ofMillis(200);

    /** Cursor to the top left corner, and nothing left below what follows. */
    private static final String HOME = "\033[H";

    private static final String CLEAR = "\033[2J";
    private static final String CLEAR_BELOW = "\033[J";
    private static final String CLEAR_LINE = "\033[K";

    @Spec
    CommandSpec spec;

    @Mixin
    DataOption data = new DataOption();

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = "PT2S",
            paramLabel = "INTERVAL",
            description = "Again and again, on a terminal in place, until Ctrl-C (default: each ${FALLBACK-VALUE}).")
    @Nullable
    Duration watch;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (watch == null) {
            out.print(shown(data.require()));
            out.flush();
            return 0;
        }
        if (watch.compareTo(SHORTEST) < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--watch takes an interval of at least PT0.2S.");
        }
        boolean inPlace = !json && Terminal.isThere();
        out.print(inPlace ? CLEAR : "");
        while (true) {
            String text = shown(data.require());
            out.print(inPlace ? HOME + fitted(text, Terminal.columns(spec)) + CLEAR_BELOW : text);
            out.flush();
            Thread.sleep(watch);
        }
    }

    /** A line that wrapped would push the first ones out of sight. */
    static String fitted(String text, int columns) {
        return text.lines()
                .map(line -> line.length() > columns ? line.substring(0, columns - 1) + "…" : line)
                .map(line -> line + CLEAR_LINE + "\n")
                .collect(Collectors.joining());
    }

    private String shown(RunningPlatform platform) {
        JsonNode status = platform.inside("/operator/status", Map.of());
        if (json) {
            return status.toPrettyString() + System.lineSeparator();
        }
        var text = new StringWriter();
        new StatusText(new PrintWriter(text)).print(status);
        return text.toString();
    }
}
