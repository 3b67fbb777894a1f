package dev.millrace.runtime.broker.signal;

import dev.millrace.runtime.broker.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened and is already durable, except for the last two. */
public sealed interface BrokerSignal {

    /** An event was stored. */
    record Accepted(long sequence, Event event, List<String> triggers, Instant at) implements BrokerSignal {}

    /**
     * A subscriber answered 2xx.
     *
     * @param duration of this attempt, from its seat to the end of the response
     * @param sinceAccepted from the event's commit to the answer
     * @param attempt 1 for the first
     */
    record Delivered(
            long sequence,
            Event event,
            String trigger,
            int status,
            int attempt,
            Duration duration,
            Duration sinceAccepted)
            implements BrokerSignal {}

    /** An attempt failed and another will follow. */
    record Retried(
            long sequence,
            Event event,
            String trigger,
            @Nullable Integer status,
            String reason,
            int attempt,
            Instant next)
            implements BrokerSignal {}

    /** Delivery was given up; the event is on its way to the dead letter sink. */
    record DeadLettered(
            long sequence,
            Event event,
            String trigger,
            @Nullable Integer status,
            String reason,
            int attempt) implements BrokerSignal {}

    /** The dead letter sink took the event. */
    record DeadLetterTaken(long sequence, Event event, String trigger) implements BrokerSignal {}

    /** Neither subscriber nor dead letter sink took the event. */
    record Discarded(
            long sequence,
            Event event,
            String trigger,
            @Nullable Integer status,
            String reason) implements BrokerSignal {}

    /** A reply event ended a chain of replies that had grown too long. */
    record ReplyDropped(long sequence, Event reply, String trigger) implements BrokerSignal {}

    /** The store cannot be written; nothing is accepted or delivered until it can. */
    record Paused(String reason) implements BrokerSignal {}

    record Resumed() implements BrokerSignal {}
}
