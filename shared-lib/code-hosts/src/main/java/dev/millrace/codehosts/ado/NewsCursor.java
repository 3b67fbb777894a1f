package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far the news of a project have been told; as text it is JSON.
 *
 * @param open what each open pull request was when it was last told, by its number
 */
record NewsCursor(Mark tickets, Mark builds, Mark closed, Map<String, Told> open) {

    private static final ObjectMapper JSON = new ObjectMapper();

    NewsCursor {
        open = Collections.unmodifiableMap(new TreeMap<>(open));
    }

    /**
     * Where a stream of happenings was left.
     *
     * @param from earlier ones are of no interest
     * @param at where to ask on from; later than {@code from} while there was too much for one answer
     * @param seen those since {@code at} that have been told
     */
    record Mark(Instant from, Instant at, Set<String> seen) {

        Mark {
            seen = Collections.unmodifiableSet(new TreeSet<>(seen));
        }

        static Mark of(Instant start) {
            return new Mark(start, start, Set.of());
        }
    }

    /**
     * @param times how often it was told, so that a change back is another change
     * @param digest of what can change
     */
    record Told(int times, String digest) {}

    /** @throws HostException.Invalid when it is none */
    static NewsCursor parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            Map<String, Told> open = new TreeMap<>();
            node.path("open").properties().forEach(each -> open.put(each.getKey(), told(each.getValue())));
            return new NewsCursor(mark(node, "tickets"), mark(node, "builds"), mark(node, "closed"), open);
        } catch (JsonProcessingException e) {
            throw invalid(e);
        }
    }

    private static Mark mark(JsonNode node, String name) {
        Instant from = Json.time(node, "/" + name + "/from");
        Instant at = Json.time(node, "/" + name + "/at");
        if (from == null || at == null) {
            throw invalid(null);
        }
        Set<String> seen = new TreeSet<>();
        node.path(name).path("seen").forEach(each -> seen.add(each.asText()));
        return new Mark(from, at, seen);
    }

    private static Told told(JsonNode told) {
        return new Told(told.path(0).asInt(), told.path(1).asText());
    }

    private static HostException invalid(@Nullable Exception cause) {
        return new HostException.Invalid("The cursor is none of Azure DevOps' news; start with empty text"
                + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")"));
    }

    String text() {
        ObjectNode node = Json.object();
        put(node.putObject("tickets"), tickets);
        put(node.putObject("builds"), builds);
        put(node.putObject("closed"), closed);
        ObjectNode told = node.putObject("open");
        open.forEach((number, each) -> told.putArray(number).add(each.times()).add(each.digest()));
        return node.toString();
    }

    private static void put(ObjectNode node, Mark mark) {
        node.put("from", mark.from().toString()).put("at", mark.at().toString());
        Collection<String> seen = mark.seen();
        seen.forEach(node.putArray("seen")::add);
    }
}
