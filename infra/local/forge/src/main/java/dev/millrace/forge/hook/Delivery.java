package dev.millrace.forge.hook;

import dev.millrace.forge.people.Guid;
import dev.millrace.forge.store.Kind;
import java.time.Instant;

/**
 * Something that is, or was, to be posted.
 *
 * @param status HTTP status of the last attempt; 0 for no answer
 */
public record Delivery(
        long number,
        long hook,
        String event,
        String body,
        State state,
        int attempts,
        Instant due,
        int status,
        String error,
        Instant created,
        Instant changed) {

    public static final Kind<Delivery> KIND = Kind.numbered("delivery", Delivery.class, Delivery::number);

    /** Where it is. */
    public enum State {
        PENDING,
        DELIVERED,
        FAILED
    }

    public String guid() {
        return Guid.of("delivery", number);
    }

    Delivery answered(State next, int code, String problem, Instant nextDue, Instant at) {
        return new Delivery(number, hook, event, body, next, attempts + 1, nextDue, code, problem, created, at);
    }

    Delivery dropped(String problem, Instant at) {
        return new Delivery(number, hook, event, body, State.FAILED, attempts, due, status, problem, created, at);
    }

    Delivery again(Instant at) {
        return new Delivery(number, hook, event, body, State.PENDING, 0, at, 0, "", created, at);
    }
}
