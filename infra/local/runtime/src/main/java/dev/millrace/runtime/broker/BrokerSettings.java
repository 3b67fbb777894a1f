package dev.millrace.runtime.broker;

import dev.millrace.runtime.broker.dispatch.LaneLimits;
import dev.millrace.runtime.broker.store.JournalLimits;
import java.time.Duration;

/**
 * What may be tuned.
 *
 * @param eventBytes largest event, attributes and data together
 * @param keepDelivered how long events stay in the store once they are delivered, or dead-lettered, everywhere
 * @param keepDiscarded how long events stay that nobody took
 * @param grace how long stopping waits for what is in flight
 */
public record BrokerSettings(
        int eventBytes,
        JournalLimits journal,
        LaneLimits lanes,
        Duration keepDelivered,
        Duration keepDiscarded,
        Duration grace) {

    private static final int EVENT_BYTES = 64 * 1024;

    /** For a laptop. */
    public static BrokerSettings standard() {
        return new BrokerSettings(
                EVENT_BYTES,
                new JournalLimits(4_096, 32L << 20, 1_000, Duration.ofMillis(200)),
                new LaneLimits(
                        EVENT_BYTES, 2_000, 8L << 20, 250, 8, 255, Duration.ofMinutes(5), Duration.ofSeconds(30)),
                Duration.ofDays(7),
                Duration.ofDays(30),
                Duration.ofSeconds(10));
    }

    public BrokerSettings withJournal(JournalLimits limits) {
        return new BrokerSettings(eventBytes, limits, lanes, keepDelivered, keepDiscarded, grace);
    }

    public BrokerSettings withLanes(LaneLimits limits) {
        return new BrokerSettings(eventBytes, journal, limits, keepDelivered, keepDiscarded, grace);
    }

    public BrokerSettings withKeepDelivered(Duration age) {
        return new BrokerSettings(eventBytes, journal, lanes, age, keepDiscarded, grace);
    }
}
