package dev.millrace.codehosts.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a call may take, and how often it is made.
 *
 * @param total for a call with everything it waits for
 * @param attempt for one request and its answer
 * @param attempts most requests of a call
 * @param step the first wait is up to this, each later one up to twice the one before
 * @param longest most of a wait that the host did not ask for
 */
public record Patience(Duration total, Duration attempt, int attempts, Duration step, Duration longest) {

    public static final Patience DEFAULT = new Patience(
            Duration.ofSeconds(40), Duration.ofSeconds(15), 6, Duration.ofMillis(250), Duration.ofSeconds(8));

    /**
     * Exponential backoff with full jitter: anything from nothing to {@code step * 2^failures}, and no more than the
     * longest.
     *
     * @param failures how often it failed before, from 0
     */
    Duration backoff(int failures, RandomGenerator random) {
        long most = Math.min(longest.toMillis(), step.toMillis() << Math.min(failures, 20));
        return Duration.ofMillis(random.nextLong(most + 1));
    }
}
