package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace cost budgets}. */
@Command(
        name = "budgets",
        description = "Shows how far budgets are used up in their current periods.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:refused", "2:wrong command line", "3:the platform does not run"})
final class BudgetsCommand implements Runnable {

    private final CostClient client;

    @Mixin
    private Shown shown = new Shown();

    BudgetsCommand(CostClient client) {
        this.client = client;
    }

    @Override
    public void run() {
        shown.show(client, "/costs/budgets", BudgetsCommand::print);
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
