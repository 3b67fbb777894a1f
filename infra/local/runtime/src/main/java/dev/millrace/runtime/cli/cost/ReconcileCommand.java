package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace cost reconcile}. */
@Command(
        name = "reconcile",
        description =
                "Compares what the ledger has booked with what admission has settled of a tenant's own budget, and shows"
                        + " what each model was used, to be held against its provider's own figures. While calls are made,"
                        + " the ledger follows within seconds.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:they agree",
            "1:they differ, or refused",
            "2:wrong command line",
            "3:the platform does not run"
        })
final class ReconcileCommand implements Callable<Integer> {

    private final CostClient client;

    @Spec
    private CommandSpec spec;

    @Option(names = "--tenant", required = true, paramLabel = "TENANT", description = "Whose budget.")
    private String tenant = "";

    ReconcileCommand(CostClient client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Reconciliation> found = reconciliations();
        for (Reconciliation each : found) {
            out.printf(
                    "%s %s to %s: settled %s, in the ledger %s, difference %s %s; leased %s%n",
                    each.budget(),
                    each.start(),
                    each.end(),
                    Amount.of(each.settled()),
                    Amount.of(each.booked()),
                    Amount.of(each.difference()),
                    each.currency(),
                    Amount.of(each.leased()));
        }
        if (found.isEmpty()) {
            out.printf("%s has made no calls of models yet.%n", tenant);
        }
        upstreams(out);
        out.flush();
        return found.stream().allMatch(each -> each.difference() == 0) ? 0 : 1;
    }

    private List<Reconciliation> reconciliations() {
        List<Reconciliation> found = new ArrayList<>();
        for (JsonNode budget : client.get("/budgets", Map.of("tenant", tenant)).path("budgets")) {
            if (budget.path("own").asBoolean()) {
                found.add(Reconciliation.of(
                        budget,
                        leases(budget.path("start").asText(), budget.path("end").asText())));
            }
        }
        return found;
    }

    private List<JsonNode> leases(String from, String to) {
        List<JsonNode> leases = new ArrayList<>();
        var query = new HashMap<>(Map.of("tenant", tenant, "from", from, "to", to));
        JsonNode page;
        do {
            page = client.get("/costs/reconciliation", query);
            page.path("leases").forEach(leases::add);
            query.put("after", page.path("next").asText(""));
        } while (page.hasNonNull("next"));
        return leases;
    }

    private void upstreams(PrintWriter out) {
        for (JsonNode row : client.get("/costs/report", Map.of("tenant", tenant, "by", "upstream"))
                .path("rows")) {
            if (row.path("requests").asLong() > 0) {
                out.printf(
                        "%s this month: %d requests, %d input tokens (%d cached), %d output tokens, %s%n",
                        row.path("key").asText(),
                        row.path("requests").asLong(),
                        row.path("inputTokens").asLong(),
                        row.path("cachedTokens").asLong(),
                        row.path("outputTokens").asLong(),
                        Amount.of(row.path("model").asLong()));
            }
        }
    }
}
