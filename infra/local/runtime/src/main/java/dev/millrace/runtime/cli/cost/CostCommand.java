package dev.millrace.runtime.cli.cost;

import dev.millrace.runtime.cli.PlatformAccess;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace cost}: takes a subcommand. */
@Command(
        name = "cost",
        description = "Costs: reports, budgets, forecasts, exports, reconciliation, corrections.",
        synopsisSubcommandLabel = "COMMAND")
public final class CostCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private CostCommand() {}

    /**
     * The command with its subcommands, to be added to the launcher's. It fails with {@code CommandFailure}.
     *
     * @param platform where the books are
     */
    public static CommandLine commandLine(PlatformAccess platform) {
        var client = new CostClient(platform);
        return new CommandLine(new CostCommand())
                .addSubcommand(new ReportCommand(client))
                .addSubcommand(new BudgetsCommand(client))
                .addSubcommand(new ForecastCommand(client))
                .addSubcommand(new FocusCommand(client))
                .addSubcommand(new ReconcileCommand(client))
                .addSubcommand(new CorrectCommand(client));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: report, budgets, forecast, focus, reconcile or correct.");
    }
}
