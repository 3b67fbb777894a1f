package dev.millrace.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
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

/** {@code millrace events}. */
@Command(
        name = "events",
        description = "Lists events of the broker, shows one with its deliveries, follows them as they come.",
        subcommands = {EventsCommand.Listing.class, EventsCommand.Show.class, EventsCommand.Follow.class})
final class EventsCommand {

    @Command(name = "list", description = "Lists events, newest first.")
    static final class Listing implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        DataOption data = new DataOption();

        @Option(names = "--type", description = "Beginning of the type, such as ticket or dev.millrace.hook.")
        @Nullable
        String type;

        @Option(names = "--tenant", description = "Only of this tenant.")
        @Nullable
        String tenant;

        @Option(names = "--ticket", description = "Only of this ticket: host/project/id.")
        @Nullable
        String ticket;

        @Option(names = "--trace", description = "Only of this trace id.")
        @Nullable
        String trace;

        @Option(names = "--since", description = "Only of the last while, such as PT10M.")
        @Nullable
        Duration since;

        @Option(names = "--before", description = "Only with a lower sequence: the last one of the page before.")
        @Nullable
        Long before;

        @Option(names = "--limit", defaultValue = "50", description = "At most so many (default: ${DEFAULT-VALUE}).")
        int limit;

        @Option(names = "--json", description = "As JSON.")
        boolean json;

        @Override
        public Integer call() {
            Map<String, String> query = new HashMap<>();
            query.put("limit", Integer.toString(limit));
            put(query, "type", type == null || type.contains(".millrace") ? type : "dev.millrace." + type);
            put(query, "tenant", tenant);
            put(query, "ticket", ticket);
            put(query, "trace", trace);
            put(query, "since", since == null ? null : Instant.now().minus(since));
            put(query, "before", before);
            JsonNode events = data.require().inside("/operator/events", query);
            print(spec.commandLine().getOut(), events, json);
            return 0;
        }
    }

    @Command(name = "show", description = "Shows an event with its data and what became of it at each trigger.")
    static final class Show implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        DataOption data = new DataOption();

        @Parameters(paramLabel = "ID", description = "The event's id.")
        String id;

        @Override
        public Integer call() {
            JsonNode found = data.require().inside("/operator/event", Map.of("id", id));
            if (found.isEmpty()) {
                throw new CommandFailure("The broker knows no event with the id '" + id + "'");
            }
            spec.commandLine().getOut().println(found.toPrettyString());
            return 0;
        }
    }

    @Command(name = "follow", description = "Shows events as they are accepted, until Ctrl-C.")
    static final class Follow implements Callable<Integer> {

        private static final Duration PAUSE = Duration.ofMillis(300);

        @Spec
        CommandSpec spec;

        @Mixin
        DataOption data = new DataOption();

        @Option(names = "--json", description = "One JSON object per line.")
        boolean json;

        @Override
        public Integer call() throws InterruptedException {
            RunningPlatform platform = data.require();
            JsonNode newest = platform.inside("/operator/events", Map.of("limit", "1"));
            long last = newest.path(0).path("sequence").asLong(0);
            while (true) {
                JsonNode events = platform.inside("/operator/events", Map.of("after", Long.toString(last)));
                for (JsonNode event : events) {
                    PrintWriter out = spec.commandLine().getOut();
                    out.println(json ? event.toString() : line(event));
                    out.flush();
                    last = event.path("sequence").asLong();
                }
                if (events.isEmpty()) {
                    Thread.sleep(PAUSE);
                }
            }
        }
    }

    private static void print(PrintWriter out, JsonNode events, boolean json) {
        if (json) {
            out.println(events.toPrettyString());
        } else if (events.isEmpty()) {
            out.println("No events.");
        } else {
            events.forEach(event -> out.println(line(event)));
        }
    }

    private static String line(JsonNode event) {
        JsonNode attributes = event.path("attributes");
        return String.format(
                "%8d  %-24s %-36s %-12s %-36s %s",
                event.path("sequence").asLong(),
                event.path("acceptedAt").asText(),
                attributes.path("type").asText().replace("dev.millrace.", ""),
                attributes.path("tenant").asText(),
                attributes.path("id").asText(),
                attributes.path("correlationid").asText());
    }

    private static void put(Map<String, String> query, String name, @Nullable Object value) {
        if (value != null) {
            query.put(name, value.toString());
        }
    }
}
