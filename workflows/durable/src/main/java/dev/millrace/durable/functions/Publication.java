package dev.millrace.durable.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;

/**
 * A command on its way out.
 *
 * @param id the same in each attempt to publish it
 * @param type of the CloudEvent
 */
public record Publication(EventId id, String type, JsonNode data, Event.Context context) {}
