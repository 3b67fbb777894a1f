package dev.millrace.runtime.cli.audit;

import dev.millrace.runtime.cli.PlatformAccess;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace audit}: takes a subcommand. */
@Command(
        name = "audit",
        description = "The audit log: exports it, and verifies exports offline.",
        synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private AuditCommand() {}

    /**
     * The command with its subcommands, to be added to the launcher's. It fails with {@code CommandFailure}.
     *
     * @param platform asked only by the subcommands that need a running platform
     */
    public static CommandLine commandLine(PlatformAccess platform) {
        var client = new AuditClient(platform);
        return new CommandLine(new AuditCommand())
                .addSubcommand(new VerifyCommand())
                .addSubcommand(new ExportCommand(client))
                .addSubcommand(new CheckpointCommand(client));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: verify, export or checkpoint.");
    }
}
