package dev.millrace.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace workflows}. */
@Command(
        name = "workflows",
        description = "Workflow instances: what they did, what they wait for, and how to steer them.",
        subcommands = {WorkflowsCommand.Listing.class, WorkflowsCommand.Show.class})
final class WorkflowsCommand {

    private static final String PATH = "/workflows";

    @Spec
    CommandSpec spec;

    /** The platform that a subcommand speaks to, and where it writes. */
    static final class Speaker {

        @Spec(Spec.Target.MIXEE)
        CommandSpec spec;

        @Mixin
        DataOption data = new DataOption();

        RunningPlatform platform() {
            return data.require();
        }

        PrintWriter out() {
            return spec.commandLine().getOut();
        }
    }

    @Command(name = "list", description = "Lists instances, oldest first.")
    static final class Listing implements Callable<Integer> {

        @Mixin
        Speaker speaker = new Speaker();

        @Option(names = "--status", description = "pending, running, suspended, completed, failed or terminated.")
        @Nullable
        String status;

        @Option(names = "--limit", defaultValue = "50", description = "At most so many (default: ${DEFAULT-VALUE}).")
        int limit;

        @Option(names = "--json", description = "As JSON.")
        boolean json;

        @Override
        public Integer call() {
            Map<String, String> query = new HashMap<>(Map.of("limit", Integer.toString(limit)));
            if (status != null) {
                query.put("status", status);
            }
            JsonNode page = speaker.platform().function(PATH, query);
            if (json) {
                speaker.out().println(page.toPrettyString());
                return 0;
            }
            if (page.path("items").isEmpty()) {
                speaker.out().println("No workflows.");
            }
            for (JsonNode instance : page.path("items")) {
                speaker.out()
                        .printf(
                                "%-44s %-10s %-22s %s%n",
                                instance.path("id").asText(),
                                instance.path("status").asText(),
                                instance.path("name").asText(),
                                instance.path("updatedAt").asText());
            }
            return 0;
        }
    }

    @Command(name = "show", description = "Shows an instance: where it stands, and its timeline.")
    static final class Show implements Callable<Integer> {

        @Mixin
        Speaker speaker = new Speaker();

        @Parameters(paramLabel = "ID", description = "The instance's id.")
        String id;

        @Option(names = "--json", description = "As JSON.")
        boolean json;

        @Override
        public Integer call() {
            JsonNode instance = speaker.platform().function(address(id), Map.of());
            JsonNode timeline = speaker.platform().function(address(id) + "/timeline", Map.of());
            PrintWriter out = speaker.out();
            if (json) {
                out.println(Output.json(Map.of("instance", instance, "timeline", timeline)));
                return 0;
            }
            out.printf(
                    "%s %s is %s%n",
                    instance.path("name").asText(),
                    instance.path("id").asText(),
                    instance.path("status").asText());
            JsonNode says = instance.path("says");
            if (!says.isMissingNode() && !says.isNull()) {
                out.println(says.isTextual() ? says.asText() : says.toString());
            }
            if (instance.hasNonNull("failure")) {
                out.println("It failed: " + instance.path("failure").asText());
            }
            for (JsonNode entry : timeline) {
                out.printf(
                        "  %-30s %-32s %s%n",
                        entry.path("at").asText(),
                        entry.path("what").asText(),
                        entry.path("detail").asText());
            }
            return 0;
        }
    }

    @Command(name = "suspend", description = "Holds an instance.")
    int suspend(@Mixin Speaker speaker, @Parameters(paramLabel = "ID") String id) {
        return steer(speaker, id, "suspend", "is held");
    }

    @Command(name = "resume", description = "Lets a held instance go on.")
    int resume(@Mixin Speaker speaker, @Parameters(paramLabel = "ID") String id) {
        return steer(speaker, id, "resume", "goes on");
    }

    @Command(name = "terminate", description = "Ends an instance and its children. Nothing is compensated.")
    int terminate(@Mixin Speaker speaker, @Parameters(paramLabel = "ID") String id) {
        return steer(speaker, id, "terminate", "ends");
    }

    @Command(name = "restart", description = "Starts an ended instance again with the same input.")
    int restart(@Mixin Speaker speaker, @Parameters(paramLabel = "ID") String id) {
        return steer(speaker, id, "restart", "starts again");
    }

    @Command(name = "raise", description = "Raises an external event.")
    int raise(
            @Mixin Speaker speaker,
            @Parameters(paramLabel = "ID") String id,
            @Parameters(paramLabel = "EVENT") String event,
            @Parameters(paramLabel = "JSON", arity = "0..1", defaultValue = "null") String json) {
        speaker.platform().post(address(id) + "/events?name=" + encoded(event), Output.tree(json));
        speaker.out().println(id + " hears " + event);
        return 0;
    }

    @Command(
            name = "record",
            description = {
                "Records an instance's history for the workflows' replay tests.",
                "A file of it under workflows/durable/src/test/resources/histories is replayed by each build.",
                "WARNING: nothing is left out. The history holds the ticket's title, comments, names of people and of"
                        + " repositories: read it before you share it."
            })
    int record(
            @Mixin Speaker speaker,
            @Parameters(paramLabel = "ID", description = "The instance's id; a child's is <root>:<step>.") String id,
            @Option(names = "--out", paramLabel = "FILE", description = "Where to write it (default: standard output).")
                    @Nullable
                    Path file) {
        String history = speaker.platform().text(address(id) + "/history");
        if (file == null) {
            speaker.out().print(history);
            speaker.out().flush();
            return 0;
        }
        try {
            Files.writeString(file, history);
        } catch (IOException e) {
            throw new CommandFailure("Cannot write " + file + ": " + e.getMessage() + ". Is there such a folder?");
        }
        speaker.out().println(id + " is recorded in " + file + ". It holds what the ticket says.");
        return 0;
    }

    @Command(name = "purge", description = "Removes an ended instance with its history.")
    int purge(@Mixin Speaker speaker, @Parameters(paramLabel = "ID") String id) {
        speaker.platform().delete(address(id));
        speaker.out().println(id + " is removed");
        return 0;
    }

    private static int steer(Speaker speaker, String id, String verb, String becomes) {
        speaker.platform().post(address(id) + "/" + verb, Map.of());
        speaker.out().println(id + " " + becomes);
        return 0;
    }

    private static String address(String id) {
        return PATH + "/" + encoded(id);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
