package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is shown of one tenant or of all, as a table or as JSON. */
final class Shown {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--tenant",
            defaultValue = "",
            paramLabel = "TENANT",
            description = "Of this tenant; of all that are registered without it.")
    private String tenant;

    @Option(names = "--json", description = "As JSON, in nano-units.")
    private boolean json;

    /** @param table for people */
    void show(CostClient client, String path, BiConsumer<PrintWriter, JsonNode> table) {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = client.get(path, Map.of("tenant", tenant));
        if (json) {
            out.println(answer.toPrettyString());
        } else {
            table.accept(out, answer);
        }
        out.flush();
    }
}
