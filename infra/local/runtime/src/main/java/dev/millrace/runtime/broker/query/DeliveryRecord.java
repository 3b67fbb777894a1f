package dev.millrace.runtime.broker.query;

import dev.millrace.runtime.broker.store.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one Trigger's delivery of an event stands.
 *
 * @param attempts at the subscriber
 * @param sinkAttempts at the dead letter sink
 * @param lastError what was wrong with the last attempt, or a note about it
 * @param duration of the last attempt, from its seat to the end of the answer
 * @param waited for the seat of the last attempt
 * @param cold whether the last attempt waited for an instance to start
 */
public record DeliveryRecord(
        String trigger,
        DeliveryState state,
        int attempts,
        int sinkAttempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        @Nullable Instant settledAt,
        @Nullable Duration duration,
        @Nullable Duration waited,
        boolean cold) {}
