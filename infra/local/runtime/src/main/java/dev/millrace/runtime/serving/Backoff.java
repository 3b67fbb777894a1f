package dev.millrace.runtime.serving;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a service that keeps failing rests before the next attempt: 1 s, 2 s, 4 s and so on, at most 30 s.
 *
 * @param failures failures in a row
 * @param until no attempt before
 */
record Backoff(int failures, Instant until) {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Nothing failed. */
    static final Backoff NONE = new Backoff(0, Instant.MIN);

    Backoff failed(Instant now) {
        Duration delay = Duration.ofSeconds(1L << Math.min(failures, 5));
        return new Backoff(failures + 1, now.plus(delay.compareTo(LONGEST) > 0 ? LONGEST : delay));
    }

    boolean rests(Instant now) {
        return now.isBefore(until);
    }
}
