package dev.millrace.runtime.cli.approvals;

import dev.millrace.runtime.cli.PlatformAccess;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace approvals}: takes a subcommand. */
@Command(
        name = "approvals",
        description = "Questions that only people decide: lists and shows them, and decides in somebody's name.",
        synopsisSubcommandLabel = "COMMAND")
public final class ApprovalsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private ApprovalsCommand() {}

    /**
     * The command with its subcommands, to be added to the launcher's. It fails with {@code CommandFailure}.
     *
     * @param platform asked by every subcommand
     */
    public static CommandLine commandLine(PlatformAccess platform) {
        var client = new ApprovalsClient(platform);
        return new CommandLine(new ApprovalsCommand())
                .addSubcommand(new ListCommand(client))
                .addSubcommand(new ShowCommand(client))
                .addSubcommand(new ApproveCommand(client))
                .addSubcommand(new RejectCommand(client))
                .addSubcommand(new DelegateCommand(client))
                .addSubcommand(new RetractCommand(client));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: list, show, approve, reject, delegate or retract.");
    }
}
