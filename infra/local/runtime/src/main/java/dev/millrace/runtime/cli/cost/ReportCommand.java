package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace cost report}. */
@Command(
        name = "report",
        description = "Adds up what was spent.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:reported", "1:refused", "2:wrong command line", "3:the platform does not run"})
final class ReportCommand implements Callable<Integer> {

    private static final String PULL_REQUEST = "pull-request";

    private final CostClient client;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Asked asked = new Asked();

    @Option(
            names = "--by",
            defaultValue = "function",
            paramLabel = "WHAT",
            description = "function, tenant, ticket, workflow, model, upstream, project, key, day, or pull-request for"
                    + " the cost of each merged pull request. Default: ${DEFAULT-VALUE}")
    private String by;

    @Option(names = "--json", description = "As JSON, in nano-units.")
    private boolean json;

    ReportCommand(CostClient client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean merged = by.equals(PULL_REQUEST);
        Map<String, String> query = asked.query();
        if (!merged) {
            query.put("by", by);
        }
        String path = merged ? "/costs/merged-pull-requests" : "/costs/report";
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        JsonNode page;
        do {
            page = client.get(path, query);
            page.path(merged ? "pullRequests" : "rows").forEach(rows::add);
            query.put("after", page.path("next").asText(""));
        } while (page.hasNonNull("next"));
        if (json) {
            out.println(rows.toPrettyString());
        } else if (rows.isEmpty()) {
            out.println("Nothing is booked for that.");
        } else if (merged) {
            pullRequests(out, rows, page.path("currency").asText());
        } else {
            costs(out, rows, page.path("currency").asText());
        }
        out.flush();
        return 0;
    }

    private void costs(PrintWriter out, ArrayNode rows, String currency) {
        out.printf("%-40s %14s %14s %14s %14s %14s%n", by, currency, "models", "compute", "builds", "unattributed");
        long sum = 0;
        for (JsonNode row : rows) {
            long compute = row.path("busy").asLong()
                    + row.path("idle").asLong()
                    + row.path("coldStart").asLong();
            out.printf(
                    "%-40s %14s %14s %14s %14s %14s%n",
                    row.path("key").asText(),
                    Amount.of(row.path("amount").asLong()),
                    Amount.of(row.path("model").asLong()),
                    Amount.of(compute),
                    Amount.of(row.path("build").asLong()),
                    Amount.of(row.path("unattributed").asLong()));
            sum += row.path("amount").asLong();
        }
        out.printf("%-40s %14s%n", "together", Amount.of(sum));
    }

    private static void pullRequests(PrintWriter out, ArrayNode rows, String currency) {
        out.printf("%-50s %-30s %14s%n", "pull request", "ticket", currency);
        long sum = 0;
        for (JsonNode row : rows) {
            out.printf(
                    "%-50s %-30s %14s%n",
                    row.path("host").asText() + "/" + row.path("project").asText() + "/"
                            + row.path("repository").asText() + "/"
                            + row.path("number").asText(),
                    row.path("ticket").asText(),
                    Amount.of(row.path("amount").asLong()));
            sum += row.path("amount").asLong();
        }
        out.printf("%-81s %14s%n", "each, on average", Amount.of(sum / rows.size()));
    }
}
