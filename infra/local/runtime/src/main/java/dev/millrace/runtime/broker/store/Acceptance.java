package dev.millrace.runtime.broker.store;

/** What became of an event at the door. */
public sealed interface Acceptance {

    /** On disk. */
    record Stored() implements Acceptance {}

    /** Not now; the sender should come again. */
    record Busy(String reason) implements Acceptance {}

    /** Never: the database cannot hold this event. */
    record Unwritable(String reason) implements Acceptance {}
}
