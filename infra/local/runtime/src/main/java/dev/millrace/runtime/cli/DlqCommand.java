package dev.millrace.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace dlq}. */
@Command(
        name = "dlq",
        description = "Dead letters: events that could not be delivered.",
        subcommands = {DlqCommand.Listing.class, DlqCommand.Show.class, DlqCommand.Replay.class, DlqCommand.Drop.class})
final class DlqCommand {

    private static final String PATH = "/dead-letters";

    @Command(name = "list", description = "Lists dead letters, newest first.")
    static final class Listing implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        DataOption data = new DataOption();

        @Option(
                names = "--state",
                defaultValue = "stored",
                description = "stored, replayed, dropped or all (default: ${DEFAULT-VALUE}).")
        String state;

        @Option(names = "--tenant", description = "Only of this tenant.")
        @Nullable
        String tenant;

        @Option(names = "--limit", defaultValue = "50", description = "At most so many (default: ${DEFAULT-VALUE}).")
        int limit;

        @Option(names = "--json", description = "As JSON.")
        boolean json;

        @Override
        public Integer call() {
            Map<String, String> query = new HashMap<>(Map.of("limit", Integer.toString(limit)));
            if (!state.equals("all")) {
                query.put("state", state);
            }
            if (tenant != null) {
                query.put("tenant", tenant);
            }
            JsonNode page = data.require().function(PATH, query);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(page.toPrettyString());
                return 0;
            }
            JsonNode letters = page.path("items");
            if (letters.isEmpty()) {
                out.println("No dead letters.");
            }
            for (JsonNode letter : letters) {
                out.printf(
                        "%s  %-9s %-18s %-36s %-12s %s%n",
                        letter.path("id").asText(),
                        letter.path("state").asText(),
                        letter.path("destination").asText(),
                        letter.path("type").asText().replace("dev.millrace.", ""),
                        letter.path("tenant").asText("-"),
                        letter.path("errorCode").asText());
            }
            return 0;
        }
    }

    @Command(name = "show", description = "Shows a dead letter with its event and the error.")
    static final class Show implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        DataOption data = new DataOption();

        @Parameters(paramLabel = "ID", description = "The dead letter's id.")
        String id;

        @Override
        public Integer call() {
            JsonNode letter = data.require().function(PATH + "/" + id, Map.of());
            spec.commandLine().getOut().println(letter.toPrettyString());
            return 0;
        }
    }

    @Command(
            name = "replay",
            description = "Has dead letters delivered once more; their effect happens once all the same.")
    static final class Replay implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        DataOption data = new DataOption();

        @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of dead letters.")
        List<String> ids;

        @Option(names = "--force", description = "Also a command whose workflow may have gone on without it.")
        boolean force;

        @Override
        public Integer call() {
            RunningPlatform platform = data.require();
            for (String id : ids) {
                platform.post(PATH + "/" + id + "/replay", Map.of("force", force));
                spec.commandLine().getOut().println(id + " will be delivered again");
            }
            return 0;
        }
    }

    @Command(name = "drop", description = "Gives dead letters up.")
    static final class Drop implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        DataOption data = new DataOption();

        @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of dead letters.")
        List<String> ids;

        @Option(names = "--reason", required = true, description = "Why, for the audit log.")
        String reason;

        @Override
        public Integer call() {
            RunningPlatform platform = data.require();
            for (String id : ids) {
                platform.post(PATH + "/" + id + "/drop", Map.of("reason", reason));
                spec.commandLine().getOut().println(id + " is given up");
            }
            return 0;
        }
    }
}
