package dev.millrace.forge.hook;

import java.time.Duration;

/**
 * How long a post is tried and when a subscriber is given up.
 *
 * @param first wait before the first retry; every further one is twice as long
 * @param probation lasting failures in a row after which the system disables a subscription
 */
public record Patience(Duration first, int retries, int probation) {

    /** Eight retries over about three minutes, as Azure DevOps does it. */
    public static final Patience OF_AZURE_DEVOPS = new Patience(Duration.ofMillis(700), 8, 7);

    public Patience {
        if (first.isNegative() || retries < 0 || probation < 1) {
            throw new IllegalArgumentException("Waits and retries cannot be negative, and probation must be 1 or more");
        }
    }

    Duration before(int retry) {
        return first.multipliedBy(1L << Math.min(retry - 1, 20));
    }
}
