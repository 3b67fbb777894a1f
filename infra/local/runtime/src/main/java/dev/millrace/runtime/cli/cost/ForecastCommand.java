package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace cost forecast}. */
@Command(
        name = "forecast",
        description = "Extends what is booked to the end of each budget's period, as a straight line.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:refused", "2:wrong command line", "3:the platform does not run"})
final class ForecastCommand implements Callable<Integer> {

    private final CostClient client;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--tenant",
            defaultValue = "",
            paramLabel = "TENANT",
            description = "Of this tenant; of all that are registered without it.")
    private String tenant;

    @Option(names = "--json", description = "As JSON, in nano-units.")
    private boolean json;

    ForecastCommand(CostClient client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = client.get("/costs/forecast", Map.of("tenant", tenant));
        if (json) {
            out.println(answer.toPrettyString());
        } else {
            print(out, answer);
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, JsonNode answer) {
        out.printf("%-24s %-20s %14s %14s %14s%n", "tenant", "budget", "booked", "expected", "cap");
        for (JsonNode forecast : answer.path("forecasts")) {
            JsonNode standing = forecast.path("standing");
            out.printf(
                    "%-24s %-20s %14s %14s %14s  %s, after %d%% of the period%n",
                    standing.path("tenant").asText(),
                    standing.path("budget").asText(),
                    Amount.of(standing.path("booked").asLong()),
                    Amount.of(forecast.path("expected").asLong()),
                    Amount.of(standing.path("cap").asLong()),
                    forecast.path("exceeds").asBoolean() ? "exceeds its cap" : "within its cap",
                    forecast.path("elapsedPercent").asLong());
        }
    }
}
