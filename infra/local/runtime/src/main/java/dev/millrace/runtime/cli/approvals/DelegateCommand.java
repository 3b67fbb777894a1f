package dev.millrace.runtime.cli.approvals;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace approvals delegate}. */
@Command(
        name = "delegate",
        description =
                "Hands somebody's say on to somebody else of the team, for good. The other gets a link of their own;"
                        + " the ticket's author never does.")
final class DelegateCommand implements Runnable {

    private final ApprovalsClient client;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The approval's id.")
    private String id;

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Id of the person who hands it on.")
    private String person;

    @Option(
            names = "--to",
            paramLabel = "PERSON",
            required = true,
            description = "Id of the person who decides in their place.")
    private String to;

    DelegateCommand(ApprovalsClient client) {
        this.client = client;
    }

    @Override
    public void run() {
        client.delegate(id, person, to);
        spec.commandLine()
                .getOut()
                .println("That " + to + " decides in the place of " + person
                        + " was handed in; see 'millrace approvals show'");
        spec.commandLine().getOut().flush();
    }
}
