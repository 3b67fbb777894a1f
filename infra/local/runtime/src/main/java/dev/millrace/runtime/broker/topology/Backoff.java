package dev.millrace.runtime.broker.topology;

import java.time.Duration;

/** How long to wait before a retry, as Knative's Kafka broker counts it: the first retry is number 1. */
public sealed interface Backoff {

    Duration beforeRetry(int number);

    record Linear(Duration delay) implements Backoff {

        @Override
        public Duration beforeRetry(int number) {
            return delay.multipliedBy(number);
        }
    }

    record Exponential(Duration delay) implements Backoff {

        private static final int LARGEST_EXPONENT = 30;

        @Override
        public Duration beforeRetry(int number) {
            return delay.multipliedBy(1L << Math.min(number, LARGEST_EXPONENT));
        }
    }

    /** Grows like the other, but never beyond a limit. */
    record Capped(Backoff backoff, Duration limit) implements Backoff {

        @Override
        public Duration beforeRetry(int number) {
            Duration wanted = backoff.beforeRetry(number);
            return wanted.compareTo(limit) > 0 ? limit : wanted;
        }
    }
}
