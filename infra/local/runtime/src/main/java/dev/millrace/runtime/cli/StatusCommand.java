package dev.millrace.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace status}. */
@Command(name = "status", description = "Shows what runs: functions, triggers and their backlog, the database.")
final class StatusCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    DataOption data = new DataOption();

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() {
        JsonNode status = data.require().inside("/operator/status", Map.of());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(status.toPrettyString());
            return 0;
        }
        Duration up = Duration.between(
                Instant.parse(status.path("since").asText()),
                Instant.parse(status.path("now").asText()));
        out.printf(
                "Up for %s. Database: %s%n%n",
                Output.time(up), status.path("postgres").asText());
        out.printf(
                "%-18s %9s %6s %9s %11s %10s%n",
                "FUNCTION", "INSTANCES", "QUEUE", "REQUESTS", "COLD STARTS", "LAST COLD");
        for (JsonNode service : status.path("services")) {
            JsonNode colds = service.path("recentColdStarts");
            out.printf(
                    "%-18s %9d %6d %9d %11d %10s%n",
                    service.path("service").asText(),
                    service.path("instances").size(),
                    service.path("queued").asInt(),
                    service.path("requests").asLong(),
                    service.path("coldStarts").asLong(),
                    colds.isEmpty() ? "-" : time(colds.get(colds.size() - 1)));
        }
        out.printf(
                "%n%-18s %8s %9s %9s %8s %6s %8s %8s%n",
                "TRIGGER", "PENDING", "IN FLIGHT", "DELIVERED", "RETRIED", "DEAD", "P50", "P99");
        for (JsonNode trigger : status.path("broker").path("triggers")) {
            out.printf(
                    "%-18s %8d %9d %9d %8d %6d %8s %8s%n",
                    trigger.path("trigger").asText(),
                    trigger.path("pending").asLong(),
                    trigger.path("inFlight").asLong(),
                    trigger.path("delivered").asLong(),
                    trigger.path("retried").asLong(),
                    trigger.path("failed").asLong(),
                    time(trigger.path("p50")),
                    time(trigger.path("p99")));
        }
        String paused = status.path("broker").path("pausedBecause").asText("");
        if (!paused.isEmpty() && !paused.equals("null")) {
            out.println("\nThe broker is paused: " + paused);
        }
        return 0;
    }

    private static String time(JsonNode iso) {
        return Output.time(Duration.parse(iso.asText("PT0S")));
    }
}
