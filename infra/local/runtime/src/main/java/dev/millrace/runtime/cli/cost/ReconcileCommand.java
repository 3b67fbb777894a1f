package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace cost reconcile}. */
@Command(
        name = "reconcile",
        description =
                "Compares what the ledger and model-dispatch say of budget leases, and shows what each model was used,"
                        + " to be held against its provider's own figures.",
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

    @Mixin
    private Asked asked = new Asked();

    ReconcileCommand(CostClient client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        if (asked.tenant().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--tenant is needed: leases belong to one.");
        }
        Reconciliation found = Reconciliation.of(leases(), client.get("/budgets", Map.of("tenant", asked.tenant())));
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%d leases agree, %d are still open, %d differ.%n",
                found.agreeing(), found.open(), found.differences().size());
        for (Reconciliation.Difference difference : found.differences()) {
            out.printf(
                    "%s: the ledger has %s, model-dispatch %s%n",
                    difference.lease(), Amount.of(difference.ledger()), Amount.of(difference.dispatch()));
        }
        upstreams(out);
        out.flush();
        return found.differences().isEmpty() ? 0 : 1;
    }

    private List<JsonNode> leases() {
        List<JsonNode> leases = new ArrayList<>();
        Map<String, String> query = asked.query();
        JsonNode page;
        do {
            page = client.get("/costs/reconciliation", query);
            page.path("leases").forEach(leases::add);
            query.put("after", page.path("next").asText(""));
        } while (page.hasNonNull("next"));
        return leases;
    }

    private void upstreams(PrintWriter out) {
        Map<String, String> query = asked.query();
        query.put("by", "upstream");
        for (JsonNode row : client.get("/costs/report", query).path("rows")) {
            if (row.path("requests").asLong() > 0) {
                out.printf(
                        "%s: %d requests, %d input tokens (%d cached), %d output tokens, %s%n",
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
