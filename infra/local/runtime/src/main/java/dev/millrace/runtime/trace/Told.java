package dev.millrace.runtime.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.runtime.broker.query.DeliveryRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event with everything that is known of it, as the operator's API tells it.
 *
 * @param data null when there is none
 */
public record Told(
        long sequence,
        Instant acceptedAt,
        Map<String, String> attributes,
        @Nullable JsonNode data,
        List<DeliveryRecord> deliveries) {

    private static final String PREFIX = "dev.millrace.";
    private static final int TRACE_START = 3;
    private static final int TRACE_END = 35;

    public Told {
        attributes = Map.copyOf(attributes);
        deliveries = List.copyOf(deliveries);
    }

    String id() {
        return attributes.getOrDefault("id", "");
    }

    /** Such as {@code ticket.opened}; what is not ours is told in full. */
    String type() {
        String type = attributes.getOrDefault("type", "");
        return type.startsWith(PREFIX) ? type.substring(PREFIX.length()).replaceFirst("\\.v\\d+$", "") : type;
    }

    @Nullable
    String attribute(String name) {
        return attributes.get(name);
    }

    JsonNode at(String pointer) {
        return data == null ? MissingNode.getInstance() : data.at(pointer);
    }

    /** The id of the trace, null when the event is in none. */
    @Nullable
    String traceId() {
        String parent = attributes.get("traceparent");
        return parent == null || parent.length() < TRACE_END ? null : parent.substring(TRACE_START, TRACE_END);
    }
}
