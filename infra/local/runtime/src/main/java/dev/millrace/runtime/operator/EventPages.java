package dev.millrace.runtime.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.runtime.broker.query.DeliveryRecord;
import dev.millrace.runtime.broker.query.EventDossier;
import dev.millrace.runtime.broker.query.EventQuery;
import dev.millrace.runtime.broker.query.Events;
import dev.millrace.runtime.broker.query.Stories;
import dev.millrace.runtime.broker.query.TicketLine;
import dev.millrace.runtime.broker.store.StoredEvent;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The broker's events as pages of JSON. */
public final class EventPages {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventPages() {}

    /** @param data null unless it was asked for */
    public record Line(
            long sequence,
            Instant acceptedAt,
            Map<String, String> attributes,
            @Nullable JsonNode data) {}

    /** An event with everything that is known of it. */
    public record Page(
            long sequence,
            Instant acceptedAt,
            Map<String, String> attributes,
            @Nullable JsonNode data,
            List<DeliveryRecord> deliveries) {}

    /**
     * With {@code after}: what came later, oldest first. Else newest first, by {@code type} (a prefix), {@code tenant},
     * {@code ticket}, {@code trace}, {@code since}, {@code before}. {@code data=true} shows what the events say.
     */
    static List<Line> list(Events events, MultiMap parameters) throws SQLException {
        int limit = Math.clamp(number(parameters, "limit", DEFAULT_LIMIT), 1, LARGEST_LIMIT);
        long after = number(parameters, "after", -1);
        List<StoredEvent> found = after >= 0 ? events.after(after, limit) : events.list(query(parameters), limit);
        boolean whole = "true".equals(parameters.get("data"));
        return found.stream()
                .map(stored -> new Line(
                        stored.sequence(),
                        stored.acceptedAt(),
                        stored.event().attributes(),
                        whole ? data(stored.event().data().getBytes()) : null))
                .toList();
    }

    static List<Page> show(Events events, String id) throws SQLException {
        return events.show(id).stream().map(EventPages::page).toList();
    }

    /** Everything that belongs to one {@code ticket} of a {@code tenant}. */
    static List<Page> story(Stories stories, MultiMap parameters) throws SQLException {
        return stories.of(required(parameters, "tenant"), required(parameters, "ticket")).stream()
                .map(EventPages::page)
                .toList();
    }

    /** Tickets of a {@code tenant}, or of all: those {@code about} something, or that led to a {@code pullrequest}. */
    static List<TicketLine> tickets(Stories stories, MultiMap parameters) throws SQLException {
        int limit = Math.clamp(number(parameters, "limit", DEFAULT_LIMIT), 1, LARGEST_LIMIT);
        String pullRequest = parameters.get("pullrequest");
        return pullRequest == null
                ? stories.tickets(parameters.get("tenant"), parameters.get("about"), limit)
                : stories.ticketsOfPullRequest(parameters.get("tenant"), pullRequest, limit);
    }

    private static String required(MultiMap parameters, String name) {
        String value = parameters.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' must be given");
        }
        return value;
    }

    private static Page page(EventDossier dossier) {
        StoredEvent stored = dossier.stored();
        return new Page(
                stored.sequence(),
                stored.acceptedAt(),
                stored.event().attributes(),
                data(stored.event().data().getBytes()),
                dossier.deliveries());
    }

    private static @Nullable JsonNode data(byte[] data) {
        if (data.length == 0) {
            return null;
        }
        try {
            return JSON.readTree(data);
        } catch (IOException e) {
            return JSON.getNodeFactory().binaryNode(data);
        }
    }

    private static EventQuery query(MultiMap parameters) {
        long before = number(parameters, "before", -1);
        return new EventQuery(
                parameters.get("type"),
                parameters.get("tenant"),
                parameters.get("ticket"),
                parameters.get("trace"),
                instant(parameters.get("since")),
                before < 0 ? null : (Long) before);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'since' is a time such as 2026-01-31T12:00:00Z, unlike '" + text + "'");
        }
    }

    private static long number(MultiMap parameters, String name, long otherwise) {
        String text = parameters.get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + name + "' is a number, unlike '" + text + "'");
        }
    }
}
