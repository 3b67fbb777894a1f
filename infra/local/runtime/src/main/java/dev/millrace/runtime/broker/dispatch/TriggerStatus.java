package dev.millrace.runtime.broker.dispatch;

import java.time.Duration;

/**
 * How one Trigger is doing. What lies in the table is counted in full, the rest since the start.
 *
 * @param pending not yet taken by the subscriber, in flight or waiting, memory and table together
 * @param delivered since the start
 * @param retried failed attempts since the start that were, or will be, repeated
 * @param failed given up since the start
 * @param deadLettering on the way to the dead letter sink
 * @param discarded taken by nobody
 * @param p50 from the event's commit to the subscriber's answer, about the last minute
 * @param p99 likewise
 */
public record TriggerStatus(
        String trigger,
        long pending,
        int inFlight,
        long delivered,
        long retried,
        long failed,
        long deadLettering,
        long discarded,
        Duration p50,
        Duration p99) {}
