package dev.millrace.runtime.broker.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one delivery has come. The methods are the legal moves.
 *
 * @param attempts at the subscriber
 * @param sinkAttempts at the dead letter sink
 * @param next not before this; null means as soon as there is room
 * @param last what was wrong with the last attempt, or a note about it
 * @param failure why the subscriber was given up
 * @param effort of the last attempt; null before the first
 */
public record Progress(
        DeliveryState state,
        int attempts,
        int sinkAttempts,
        @Nullable Instant next,
        @Nullable Integer lastStatus,
        @Nullable String last,
        @Nullable Failure failure,
        @Nullable Effort effort) {

    private static final Progress FRESH = new Progress(DeliveryState.PENDING, 0, 0, null, null, null, null, null);

    /** Nothing tried yet. */
    public static Progress fresh() {
        return FRESH;
    }

    /** The subscriber, or the dead letter sink, took the event. */
    public Progress taken(int status, @Nullable String note, Effort effort) {
        boolean bySink = requireOpen() == DeliveryState.DEAD_LETTERING;
        return new Progress(
                bySink ? DeliveryState.DEAD_LETTERED : DeliveryState.DELIVERED,
                attempts + (bySink ? 0 : 1),
                sinkAttempts + (bySink ? 1 : 0),
                null,
                status,
                note == null ? null : Failure.storable(note),
                failure,
                effort);
    }

    /** The attempt failed; try the same destination again. */
    public Progress retryAt(Instant next, Failure why, Effort effort) {
        boolean atSink = requireOpen() == DeliveryState.DEAD_LETTERING;
        return new Progress(
                state,
                attempts + (atSink ? 0 : 1),
                sinkAttempts + (atSink ? 1 : 0),
                next,
                why.status(),
                why.reason(),
                failure,
                effort);
    }

    /** The attempt failed for a reason that is not the destination's: it does not count. */
    public Progress forgivenUntil(Instant next) {
        requireOpen();
        return new Progress(state, attempts, sinkAttempts, next, lastStatus, last, failure, effort);
    }

    /** The subscriber is given up; the dead letter sink is next. */
    public Progress condemned(Instant now, Failure why, Effort effort) {
        if (state != DeliveryState.PENDING) {
            throw new IllegalStateException("only a pending delivery can go to the dead letter sink, not " + this);
        }
        return new Progress(
                DeliveryState.DEAD_LETTERING, attempts + 1, 0, now, why.status(), why.reason(), why, effort);
    }

    /** Nobody is left who could take the event. */
    public Progress discarded(Failure why, Effort effort) {
        boolean atSink = requireOpen() == DeliveryState.DEAD_LETTERING;
        return new Progress(
                DeliveryState.DISCARDED,
                attempts + (atSink ? 0 : 1),
                sinkAttempts + (atSink ? 1 : 0),
                null,
                why.status(),
                why.reason(),
                failure == null ? why : failure,
                effort);
    }

    public boolean isOpen() {
        return state == DeliveryState.PENDING || state == DeliveryState.DEAD_LETTERING;
    }

    private DeliveryState requireOpen() {
        if (!isOpen()) {
            throw new IllegalStateException("this delivery is already settled: " + this);
        }
        return state;
    }
}
