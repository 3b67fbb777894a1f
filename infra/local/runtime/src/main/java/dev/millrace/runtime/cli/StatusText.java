package dev.millrace.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A house's status as tables, for people. */
final class StatusText {

    private static final long MEGABYTE = 1_000_000;
    private static final int NANO = 9;
    private static final int DECIMALS = 4;

    private final PrintWriter out;

    StatusText(PrintWriter out) {
        this.out = out;
    }

    void print(JsonNode status) {
        house(status);
        JsonNode costs = status.path("costs");
        functions(status.path("services"), costs);
        triggers(status.path("broker").path("triggers"));
        status.path("broker")
                .path("orphaned")
                .properties()
                .forEach(orphan -> out.printf(
                        "%d deliveries wait for the Trigger %s, which is gone%n",
                        orphan.getValue().asLong(), orphan.getKey()));
        String paused = status.path("broker").path("pausedBecause").asText("");
        if (!paused.isEmpty() && !paused.equals("null")) {
            out.println("\nThe broker is paused: " + paused);
        }
        if (costs.isMissingNode()) {
            out.println("\nToday's costs are known once cost-write has run: millrace cost report");
        } else {
            out.printf(
                    "%nToday's costs in %s, as of %s%n",
                    costs.path("currency").asText(),
                    Instant.parse(costs.path("asOf").asText()).truncatedTo(ChronoUnit.SECONDS));
        }
        out.flush();
    }

    private void house(JsonNode status) {
        Duration up = Duration.between(
                Instant.parse(status.path("since").asText()),
                Instant.parse(status.path("now").asText()));
        out.printf(
                "Up for %s. Database: %s%n",
                Output.time(up), status.path("postgres").asText());
        JsonNode database = status.path("database");
        out.printf(
                "%s; %d MB left on the disk; %d events accepted%n%n",
                database.isMissingNode()
                        ? "The database does not answer"
                        : database.path("bytes").asLong() / MEGABYTE + " MB in the database, "
                                + database.path("connections").asInt() + " connections",
                status.path("freeBytes").asLong() / MEGABYTE,
                status.path("broker").path("accepted").asLong());
    }

    private void functions(JsonNode services, JsonNode costs) {
        out.printf(
                "%-18s %9s %6s %9s %7s %9s %9s %6s %10s %11s%n",
                "FUNCTION",
                "INSTANCES",
                "QUEUE",
                "REQUESTS",
                "ERRORS",
                "P50",
                "P99",
                "COLD",
                "LAST COLD",
                "COST TODAY");
        for (JsonNode service : services) {
            JsonNode colds = service.path("recentColdStarts");
            JsonNode requests = service.path("requests");
            out.printf(
                    "%-18s %9d %6d %9d %7d %9s %9s %6d %10s %11s%n",
                    service.path("service").asText(),
                    service.path("instances").size(),
                    service.path("queued").asInt(),
                    requests.path("begun").asLong(),
                    requests.path("failed").asLong(),
                    time(requests.path("p50")),
                    time(requests.path("p99")),
                    service.path("coldStarts").asLong(),
                    colds.isEmpty() ? "-" : time(colds.get(colds.size() - 1)),
                    cost(costs.path("nanos").path(service.path("service").asText())));
        }
    }

    private void triggers(JsonNode triggers) {
        out.printf(
                "%n%-18s %8s %9s %9s %8s %6s %8s %8s%n",
                "TRIGGER", "PENDING", "IN FLIGHT", "DELIVERED", "RETRIED", "DEAD", "P50", "P99");
        for (JsonNode trigger : triggers) {
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
    }

    private static String cost(JsonNode nanos) {
        return nanos.isMissingNode()
                ? "-"
                : BigDecimal.valueOf(nanos.asLong(), NANO)
                        .setScale(DECIMALS, RoundingMode.HALF_UP)
                        .toPlainString();
    }

    /** Nothing takes no time at all: zero says that nothing was measured lately. */
    private static String time(JsonNode iso) {
        Duration time = Duration.parse(iso.asText("PT0S"));
        return time.isZero() ? "-" : Output.time(time);
    }
}
