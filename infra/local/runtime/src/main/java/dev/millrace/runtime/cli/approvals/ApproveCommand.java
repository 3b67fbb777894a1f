package dev.millrace.runtime.cli.approvals;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace approvals approve}. */
@Command(name = "approve", description = "Says yes in somebody's name. The audit log says that an operator did.")
final class ApproveCommand implements Runnable {

    private final ApprovalsClient client;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The approval's id.")
    private String id;

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Id of the person who decides.")
    private String person;

    @Option(names = "--comment", description = "What they say about it.")
    private @Nullable String comment;

    ApproveCommand(ApprovalsClient client) {
        this.client = client;
    }

    @Override
    public void run() {
        client.decide(id, person, true, comment);
        spec.commandLine().getOut().println("The yes of " + person + " was handed in; see 'millrace approvals show'");
        spec.commandLine().getOut().flush();
    }
}
