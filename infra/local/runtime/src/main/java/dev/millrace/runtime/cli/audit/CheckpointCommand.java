package dev.millrace.runtime.cli.audit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace audit checkpoint}. */
@Command(
        name = "checkpoint",
        description = "Prints the signed checkpoint of the log as it is now. Keep it where the platform's operators"
                + " cannot reach it: 'verify --checkpoint' shows with it that nothing was changed or lost since.")
final class CheckpointCommand implements Runnable {

    private final AuditClient client;

    @Spec
    private CommandSpec spec;

    CheckpointCommand(AuditClient client) {
        this.client = client;
    }

    @Override
    public void run() {
        spec.commandLine().getOut().print(client.checkpoint());
        spec.commandLine().getOut().flush();
    }
}
