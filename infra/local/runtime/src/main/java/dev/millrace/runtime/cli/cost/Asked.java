package dev.millrace.runtime.cli.cost;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which part of the books is asked for. */
final class Asked {

    @Option(names = "--tenant", defaultValue = "", paramLabel = "TENANT", description = "Only of this tenant.")
    private String tenant;

    @Option(
            names = "--from",
            defaultValue = "",
            paramLabel = "DAY",
            description = "First day, in UTC, such as 2026-01-31. Default: the first of this month.")
    private String from;

    @Option(
            names = "--to",
            defaultValue = "",
            paramLabel = "DAY",
            description = "Day after the last. Default: tomorrow.")
    private String to;

    Map<String, String> query() {
        return new HashMap<>(Map.of("tenant", tenant, "from", from, "to", to));
    }

    String tenant() {
        return tenant;
    }
}
