package dev.millrace.platform.event;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Payload;
import java.net.URI;
import java.time.Clock;

/**
 * One delivery of an event to this function.
 *
 * @param digest of type and data: the same event has the same digest however it was encoded
 * @param function the name of this function
 */
public record Delivery<T>(Event<T> event, Digest digest, String function) {

    public T data() {
        return event.data();
    }

    /**
     * A reply to this event. Its id follows from the event's id and the stage, so that a repeated delivery makes the
     * same reply.
     *
     * @param stage such as {@code opened}
     */
    public <P extends Payload> Event<P> reply(String stage, P payload, Event.Context context, Clock clock) {
        return new Event<>(
                replyId(stage),
                URI.create("/functions/" + function),
                Catalogue.typeOf(payload.getClass()),
                clock.instant(),
                context.causedBy(event.id()),
                payload);
    }

    private EventId replyId(String stage) {
        return EventId.derived(event.source().toString(), event.id().value(), function, stage);
    }
}
