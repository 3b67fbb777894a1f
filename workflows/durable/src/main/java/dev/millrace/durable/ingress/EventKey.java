package dev.millrace.durable.ingress;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;

/** What makes an event the same event for an instance: source and id. */
public final class EventKey {

    private EventKey() {}

    public static String of(Event<?> event) {
        return EventId.derived(event.source().toString(), event.id().value()).value();
    }
}
