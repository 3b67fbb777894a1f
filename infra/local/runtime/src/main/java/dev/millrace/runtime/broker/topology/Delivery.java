package dev.millrace.runtime.broker.topology;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a Trigger's events are delivered.
 *
 * @param retries how many attempts follow the first
 * @param timeout for one attempt, from the moment the subscriber has room for it
 * @param deadLetterSink last stop of what cannot be delivered; without it such an event stays, marked as discarded
 */
public record Delivery(
        int retries,
        Backoff backoff,
        Duration timeout,
        @Nullable Destination deadLetterSink) {

    private static final Duration LONGEST_WAIT = Duration.ofDays(7);

    public Delivery {
        if (retries > 0 && backoff.beforeRetry(retries).compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("the last of " + retries + " retries would wait for "
                    + backoff.beforeRetry(retries) + "; lower retry or backoffDelay until it waits for at most "
                    + LONGEST_WAIT);
        }
    }
}
