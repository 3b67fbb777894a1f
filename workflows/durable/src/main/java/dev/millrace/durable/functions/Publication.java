package dev.millrace.durable.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import java.net.URI;
import java.time.Instant;

/**
 * A command on its way out.
 *
 * @param id the same in each attempt to publish it
 * @param type of the CloudEvent
 */
public record Publication(EventId id, String type, JsonNode data, Event.Context context) {

    private static final URI SOURCE = URI.create("/workflows/ticket-to-pull-request");

    /** The event that the broker gets. */
    public Event<JsonNode> at(Instant time) {
        return new Event<>(id, SOURCE, type, time, context, data);
    }
}
