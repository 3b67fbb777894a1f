package dev.millrace.runtime.cli.approvals;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace approvals retract}. */
@Command(name = "retract", description = "Takes back somebody's yes, while others must still decide.")
final class RetractCommand implements Runnable {

    private final ApprovalsClient client;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The approval's id.")
    private String id;

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Id of the person whose yes it was.")
    private String person;

    RetractCommand(ApprovalsClient client) {
        this.client = client;
    }

    @Override
    public void run() {
        client.retract(id, person);
        spec.commandLine()
                .getOut()
                .println("That " + person + " takes it back was handed in; see 'millrace approvals show'");
        spec.commandLine().getOut().flush();
    }
}
