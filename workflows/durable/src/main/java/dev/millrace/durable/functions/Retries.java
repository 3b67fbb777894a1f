package dev.millrace.durable.functions;

import java.time.Duration;
import java.util.UUID;

/**
 * How often and after which pauses an activity is tried again. Pauses double up to the longest; each is shortened by up
 * to half, drawn by lot, so that instances which failed together do not come back together.
 *
 * @param attempts the first one included
 */
public record Retries(int attempts, Duration first, Duration longest) {

    /** About a day: the broker is expected back, and without it nothing can be said or undone. */
    public static final Retries UNTIL_THE_BROKER_IS_BACK =
            new Retries(400, Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** About ten minutes: pure code that only its content store can fail. */
    public static final Retries SOME = new Retries(12, Duration.ofSeconds(1), Duration.ofMinutes(2));

    private static final int MOST_DOUBLINGS = 20;

    public Retries {
        if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("retries need an attempt, and a longest pause not below the first");
        }
    }

    public boolean allowAfter(int attempt) {
        return attempt < attempts;
    }

    /**
     * The pause after an attempt.
     *
     * @param attempt from 1
     * @param lot from {@code TaskOrchestrationContext.newUUID}, so that a replay draws the same one
     */
    public Duration pause(int attempt, UUID lot) {
        Duration grown = first.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        long nanos = (grown.compareTo(longest) > 0 ? longest : grown).toNanos();
        return Duration.ofNanos(nanos - Math.floorMod(lot.getMostSignificantBits(), nanos / 2 + 1));
    }
}
