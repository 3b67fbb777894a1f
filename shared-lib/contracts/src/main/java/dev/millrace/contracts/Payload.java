package dev.millrace.contracts;

/**
 * The data of an event. Payloads are records nested in one sealed interface per topic, each with an {@link EventType}.
 * They evolve by optional fields; anything else is a new record with the next version beside the old one.
 */
public interface Payload {}
