package dev.millrace.runtime.cli.cost;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace cost focus}. */
@Command(
        name = "focus",
        description = "Writes charges to FILE as FOCUS 1.2, the FinOps Open Cost and Usage Specification, has them.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:refused", "2:wrong command line", "3:the platform does not run"})
final class FocusCommand implements Callable<Integer> {

    private final CostClient client;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Asked asked = new Asked();

    @Option(names = "--format", defaultValue = "csv", description = "csv or json. Default: ${DEFAULT-VALUE}")
    private String format;

    @Parameters(paramLabel = "FILE", description = "Is overwritten.")
    private Path file;

    FocusCommand(CostClient client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Map<String, String> query = asked.query();
        query.put("format", format);
        client.save("/costs/focus", query, file.toAbsolutePath());
        spec.commandLine().getOut().println("Written to " + file);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
