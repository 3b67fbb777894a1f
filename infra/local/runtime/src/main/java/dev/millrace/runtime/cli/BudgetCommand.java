package dev.millrace.runtime.cli;

import dev.millrace.contracts.tenant.Budget;
import dev.millrace.contracts.tenant.Tenant;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace budget}. What was spent of them is told by {@code millrace cost budgets}. */
@Command(
        name = "budget",
        description = "Bounds what a tenant, one of its projects or one of its keys may spend in a period.",
        subcommands = {BudgetCommand.Set.class, BudgetCommand.Remove.class, BudgetCommand.Show.class})
final class BudgetCommand {

    @Command(
            name = "set",
            description = {
                "Sets a budget. Without --project and --key it is the tenant's own, of which there is one.",
                "Calls of models that do not fit into the rest are refused; at 100 % of all costs nothing more is spent."
            })
    static final class Set implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        OneTenant of = new OneTenant();

        @Parameters(index = "1", paramLabel = "AMOUNT", description = "Such as 250 or 0.50.")
        BigDecimal amount;

        @Parameters(
                index = "2",
                arity = "0..1",
                paramLabel = "CURRENCY",
                defaultValue = "USD",
                description = "That of the price book (default: ${DEFAULT-VALUE}).")
        String currency;

        @Option(
                names = "--name",
                description = "Name of the budget (default: the key's, the project's, else 'tenant').")
        @Nullable
        String name;

        @Option(
                names = "--period",
                defaultValue = "MONTH",
                description = "${COMPLETION-CANDIDATES}, by the calendar in UTC (default: ${DEFAULT-VALUE}).")
        Budget.Period period;

        @Option(names = "--project", description = "Bounds this project alone.")
        @Nullable
        String project;

        @Option(names = "--key", description = "Bounds this API key alone.")
        @Nullable
        String key;

        @Override
        public Integer call() {
            Tenant tenant = of.tenant();
            String called = Stream.of(name, key, project, "tenant")
                    .filter(each -> each != null)
                    .findFirst()
                    .orElseThrow();
            var budget = new Budget(called, amount, currency, period, project, key);
            if (key != null && tenant.key(key).isEmpty()) {
                throw new CommandFailure("The tenant '" + of.id + "' has no key '" + key
                        + "'. Add it first: millrace key add " + of.id + " " + key);
            }
            List<Budget> others = tenant.budgets().stream()
                    .filter(each -> !each.name().equals(called))
                    .toList();
            of.save(tenant.withBudgets(
                    Stream.concat(others.stream(), Stream.of(budget)).toList()));
            spec.commandLine().getOut().println(words(budget));
            return 0;
        }
    }

    @Command(name = "remove", description = "Removes a budget. The tenant's own falls back to the platform's default.")
    static final class Remove implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        OneTenant of = new OneTenant();

        @Parameters(index = "1", paramLabel = "BUDGET", description = "Name of the budget.")
        String name;

        @Override
        public Integer call() {
            Tenant tenant = of.tenant();
            List<Budget> others = tenant.budgets().stream()
                    .filter(each -> !each.name().equals(name))
                    .toList();
            if (others.size() == tenant.budgets().size()) {
                throw new CommandFailure("The tenant '" + of.id + "' has no budget '" + name + "'. It has: "
                        + tenant.budgets().stream().map(Budget::name).toList());
            }
            of.save(tenant.withBudgets(others));
            spec.commandLine().getOut().printf("The budget %s of %s is gone.%n", name, of.id);
            return 0;
        }
    }

    @Command(name = "show", description = "Shows a tenant's budgets.")
    static final class Show implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        OneTenant of = new OneTenant();

        @Option(names = "--json", description = "As JSON.")
        boolean json;

        @Override
        public Integer call() {
            Tenant tenant = of.tenant();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Output.json(tenant.budgets()));
                return 0;
            }
            if (tenant.budgets().isEmpty()) {
                out.printf(
                        "No budgets: the platform's default counts. Set one with: millrace budget set %s AMOUNT%n",
                        of.id);
            }
            tenant.budgets().forEach(budget -> out.println(words(budget)));
            return 0;
        }
    }

    private static String words(Budget budget) {
        String of = budget.key() != null
                ? "key " + budget.key()
                : budget.project() != null ? "project " + budget.project() : "the tenant";
        return "%-16s %s %s a %s for %s"
                .formatted(
                        budget.name(),
                        budget.amount().toPlainString(),
                        budget.currency(),
                        Output.wire(budget.period()),
                        of);
    }
}
