package dev.millrace.engine;

import java.time.Duration;

/**
 * The engine's measures. {@link #defaults()} suits one host on a small machine.
 *
 * @param orchestratorThreads orchestrators that run at once
 * @param maxActivities activities that run at once
 * @param maxActive instances in memory with work under way; others wait in the store
 * @param maxBatch transitions in one transaction
 * @param maxQueue requests that wait for the writer before callers are held back
 * @param lease how long a silent host keeps its instances
 * @param poll how often the store is asked for messages of other hosts
 * @param limits what an instance may hold
 * @param remoteTimeout after which work given to a remote worker is offered again
 * @param grace how long closing waits for activities under way
 */
public record EngineConfig(
        int orchestratorThreads,
        int maxActivities,
        int maxActive,
        int maxBatch,
        int maxQueue,
        Duration lease,
        Duration poll,
        Limits limits,
        Duration remoteTimeout,
        Duration grace) {

    /**
     * What an instance may hold before it fails with a message that says so.
     *
     * @param payloadBytes one input, output, result, event or custom status, as UTF-8
     * @param historyEvents events of one execution
     * @param historyBytes bytes of one execution's history, payloads included
     */
    public record Limits(int payloadBytes, int historyEvents, long historyBytes) {

        public Limits {
            if (payloadBytes < 1 || historyEvents < 10 || historyBytes < 1) {
                throw new IllegalArgumentException(
                        "Limits must leave room: payloadBytes and historyBytes from 1, historyEvents from 10.");
            }
        }
    }

    public EngineConfig {
        if (orchestratorThreads < 1 || maxActivities < 1 || maxActive < 1 || maxBatch < 1 || maxQueue < 1) {
            throw new IllegalArgumentException("Threads, activities, active instances, batch and queue start at 1.");
        }
        if (lease.compareTo(Duration.ofMillis(500)) < 0) {
            throw new IllegalArgumentException("A lease under 500 ms is lost to a pause. Make it longer: " + lease);
        }
    }

    public static EngineConfig defaults() {
        return builder().build();
    }

    /** Begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The measures that installations differ in. Not thread-safe. */
    public static final class Builder {

        private int orchestratorThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
        private int maxActivities = 256;
        private int maxActive = 5_000;
        private Duration lease = Duration.ofSeconds(5);
        private Limits limits = new Limits(16 << 20, 100_000, 64L << 20);
        private Duration remoteTimeout = Duration.ofMinutes(10);

        private Builder() {}

        public Builder orchestratorThreads(int value) {
            this.orchestratorThreads = value;
            return this;
        }

        public Builder maxActivities(int value) {
            this.maxActivities = value;
            return this;
        }

        public Builder maxActive(int value) {
            this.maxActive = value;
            return this;
        }

        public Builder lease(Duration value) {
            this.lease = value;
            return this;
        }

        public Builder limits(Limits value) {
            this.limits = value;
            return this;
        }

        public Builder remoteTimeout(Duration value) {
            this.remoteTimeout = value;
            return this;
        }

        /** Builds the measures, or says which of them cannot work. */
        public EngineConfig build() {
            return new EngineConfig(
                    orchestratorThreads,
                    maxActivities,
                    maxActive,
                    500,
                    10_000,
                    lease,
                    Duration.ofMillis(100),
                    limits,
                    remoteTimeout,
                    Duration.ofSeconds(5));
        }
    }
}
