package dev.millrace.codehosts.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far somebody has read; as text JSON.
 *
 * @param running workflow runs that had not ended
 */
record FeedCursor(Mark tickets, Mark builds, List<String> running) {

    private static final ObjectMapper JSON = new ObjectMapper();

    FeedCursor {
        running = List.copyOf(running);
    }

    /**
     * A place in a list that is ordered by time.
     *
     * @param at the newest change that was seen
     * @param seen when what was seen in the last seconds before was changed, by its key
     */
    record Mark(Instant at, SortedMap<String, Instant> seen) {

        /** GitHub writes times in seconds, and its lists may lag behind a little. */
        private static final Duration OVERLAP = Duration.ofSeconds(5);

        static final Mark START = new Mark(Instant.EPOCH, new TreeMap<>());

        static Mark at(Instant instant) {
            return new Mark(instant, new TreeMap<>());
        }

        /** From when on to look again. */
        Instant from() {
            return Instant.ofEpochSecond(Math.max(0, at.minus(OVERLAP).getEpochSecond()));
        }

        boolean hasSeen(String key) {
            return seen.containsKey(key);
        }

        /** After some more changes. */
        Mark after(Collection<Change> changes) {
            Instant newest =
                    changes.stream().map(Change::at).max(Instant::compareTo).orElse(at);
            Instant next = newest.isAfter(at) ? newest : at;
            SortedMap<String, Instant> all = new TreeMap<>(seen);
            changes.forEach(change -> change.keys().forEach(key -> all.put(key, change.at())));
            all.values().removeIf(when -> when.isBefore(next.minus(OVERLAP).minusSeconds(1)));
            return new Mark(next, all);
        }

        private ObjectNode json() {
            ObjectNode node = Json.object().put("at", at.toString());
            ObjectNode keys = node.putObject("seen");
            seen.forEach((key, when) -> keys.put(key, when.toString()));
            return node;
        }

        private static Mark read(JsonNode node) {
            SortedMap<String, Instant> seen = new TreeMap<>();
            node.path("seen")
                    .properties()
                    .forEach(each -> seen.put(
                            each.getKey(), Instant.parse(each.getValue().asText())));
            return new Mark(Instant.parse(node.path("at").asText()), seen);
        }
    }

    String text() {
        ObjectNode node = Json.object();
        node.set("tickets", tickets.json());
        node.set("builds", builds.json());
        running.forEach(node.putArray("running")::add);
        return node.toString();
    }

    /** @throws HostException.Invalid when the text is no cursor of ours */
    static FeedCursor parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return new FeedCursor(
                    Mark.read(node.path("tickets")),
                    Mark.read(node.path("builds")),
                    node.path("running").valueStream().map(JsonNode::asText).toList());
        } catch (JsonProcessingException | DateTimeException e) {
            throw new HostException.Invalid("the cursor cannot be read; an empty one starts anew");
        }
    }
}
