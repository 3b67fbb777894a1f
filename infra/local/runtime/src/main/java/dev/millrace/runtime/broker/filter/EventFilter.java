package dev.millrace.runtime.broker.filter;

import dev.millrace.runtime.broker.event.Event;

/** Decides whether a Trigger wants an event. Thread-safe, never throws. */
@FunctionalInterface
public interface EventFilter {

    EventFilter EVERYTHING = event -> true;

    boolean matches(Event event);
}
