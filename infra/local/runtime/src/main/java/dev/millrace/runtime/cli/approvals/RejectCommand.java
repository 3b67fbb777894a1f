package dev.millrace.runtime.cli.approvals;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace approvals reject}. */
@Command(
        name = "reject",
        description = "Says no in somebody's name, which rejects at once. The audit log says that an operator did.")
final class RejectCommand implements Runnable {

    private final ApprovalsClient client;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The approval's id.")
    private String id;

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Id of the person who decides.")
    private String person;

    @Option(names = "--comment", required = true, description = "Why; it is told to the ticket.")
    private String comment;

    RejectCommand(ApprovalsClient client) {
        this.client = client;
    }

    @Override
    public void run() {
        client.decide(id, person, false, comment);
        spec.commandLine().getOut().println("The no of " + person + " was handed in; see 'millrace approvals show'");
        spec.commandLine().getOut().flush();
    }
}
