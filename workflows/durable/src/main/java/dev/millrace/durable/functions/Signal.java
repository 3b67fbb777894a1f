package dev.millrace.durable.functions;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An external event for a workflow instance.
 *
 * @param event its name, as {@link Stages} has it
 */
public record Signal(String instance, String event, JsonNode data) {}
