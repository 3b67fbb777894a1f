package dev.millrace.runtime.broker.store;

import java.time.Duration;

/**
 * What one attempt to deliver an event took.
 *
 * @param took from the seat to the end of the answer
 * @param waited for the seat
 * @param cold whether it waited for an instance to start
 */
public record Effort(Duration took, Duration waited, boolean cold) {

    /** Nothing was sent. */
    public static final Effort NONE = of(Duration.ZERO);

    /** An attempt that needed no seat, or got none. */
    public static Effort of(Duration took) {
        return new Effort(took, Duration.ZERO, false);
    }
}
