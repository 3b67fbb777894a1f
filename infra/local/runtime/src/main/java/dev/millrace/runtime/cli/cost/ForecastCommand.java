package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace cost forecast}. */
@Command(
        name = "forecast",
        description = "Extends what is booked to the end of each budget's period, as a straight line.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:refused", "2:wrong command line", "3:the platform does not run"})
final class ForecastCommand implements Runnable {

    private final CostClient client;

    @Mixin
    private Shown shown = new Shown();

    ForecastCommand(CostClient client) {
        this.client = client;
    }

    @Override
    public void run() {
        shown.show(client, "/costs/forecast", ForecastCommand::print);
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
