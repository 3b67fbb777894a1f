package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace cost budgets}. */
@Command(
        name = "budgets",
        description = "Shows how far budgets are used up in their current periods.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:refused", "2:wrong command line", "3:the platform does not run"})
final class BudgetsCommand implements Callable<Integer> {

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

    BudgetsCommand(CostClient client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = client.get("/costs/budgets", Map.of("tenant", tenant));
        if (json) {
            out.println(answer.toPrettyString());
        } else {
            print(out, answer);
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, JsonNode answer) {
        out.printf("%-24s %-20s %-12s %14s %14s %6s %s%n", "tenant", "budget", "until", "booked", "cap", "used", "");
        for (JsonNode budget : answer.path("budgets")) {
            out.printf(
                    "%-24s %-20s %-12s %14s %14s %5d%% %s%n",
                    budget.path("tenant").asText(),
                    budget.path("budget").asText(),
                    budget.path("end").asText(),
                    Amount.of(budget.path("booked").asLong()),
                    Amount.of(budget.path("cap").asLong()),
                    budget.path("percent").asLong(),
                    budget.path("currency").asText());
        }
    }
}
