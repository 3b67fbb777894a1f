package dev.millrace.host.ingress;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;

/** What makes an event the same event for the engine: source and id. */
final class EventKey {

    private EventKey() {}

    static String of(Event<?> event) {
        return EventId.derived(event.source().toString(), event.id().value()).value();
    }
}
