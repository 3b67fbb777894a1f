package dev.millrace.runtime.broker.event;

/** What came out of reading an HTTP message as a CloudEvent. */
public sealed interface Reading {

    record Read(Event event) implements Reading {}

    /** @param reason a sentence for the sender, without its full stop */
    record Refused(String reason) implements Reading {}
}
