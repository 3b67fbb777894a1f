package dev.millrace.runtime.broker.store;

import dev.millrace.runtime.broker.event.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt, to be made durable.
 *
 * @param at when the attempt ended
 * @param reply event that the destination answered with; stored in the same transaction
 * @param droppedReply event that ended a loop of replies; not stored
 * @param retryable whether the attempt failed in a way that a retry may mend
 */
public record Settlement(
        Parcel parcel,
        Progress after,
        Instant at,
        @Nullable Routed reply,
        @Nullable Event droppedReply,
        boolean retryable) {

    public static Settlement of(Parcel parcel, Progress after, Instant at) {
        return new Settlement(parcel, after, at, null, null, false);
    }

    public static Settlement failed(Parcel parcel, Progress after, Instant at) {
        return new Settlement(parcel, after, at, null, null, true);
    }

    /** What becomes of it when the store is down: subscribers lean on the same database, so no retry is spent. */
    Settlement forgivenUntil(Instant next) {
        return retryable ? of(parcel, parcel.progress().forgivenUntil(next), at) : this;
    }
}
