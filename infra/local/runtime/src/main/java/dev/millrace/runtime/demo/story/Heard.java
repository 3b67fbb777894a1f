package dev.millrace.runtime.demo.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Payload;
import dev.millrace.runtime.journey.access.Json;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of the broker.
 *
 * @param at when the broker had it for good
 * @param ticket whose work it belongs to, as {@code correlationid} names it
 * @param cause id of the event that caused it
 * @param instance id of the workflow or of one of its steps
 */
record Heard(
        long sequence,
        Instant at,
        String id,
        String type,
        @Nullable String tenant,
        @Nullable String ticket,
        @Nullable String cause,
        @Nullable String instance,
        JsonNode data) {

    /** @param line of {@code /operator/events?data=true} */
    static Heard of(JsonNode line) {
        JsonNode attributes = line.path("attributes");
        return new Heard(
                line.path("sequence").asLong(),
                Instant.parse(line.path("acceptedAt").asText()),
                attributes.path("id").asText(),
                attributes.path("type").asText(),
                text(attributes, "tenant"),
                text(attributes, "correlationid"),
                text(attributes, "causationid"),
                text(attributes, "instanceid"),
                line.path("data"));
    }

    /** What it says; empty for a type that is none of ours. */
    Optional<Payload> payload() {
        return Catalogue.find(type).<Payload>map(entry -> {
            try {
                return Json.MAPPER.treeToValue(data, entry.payload());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(
                        "The event " + id + " of type " + type + " is not what the contracts say", e);
            }
        });
    }

    /** The function that is to carry it out; empty for a fact. */
    Optional<String> handler() {
        return Catalogue.find(type).flatMap(Catalogue.Entry::handler);
    }

    private static @Nullable String text(JsonNode attributes, String name) {
        return attributes.hasNonNull(name) ? attributes.path(name).asText() : null;
    }
}
