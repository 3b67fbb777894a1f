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
 * @param cacheBytes histories of idle instances kept in memory
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
        long cacheBytes,
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
        return new EngineConfig(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                256,
                5_000,
                500,
                10_000,
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                32L << 20,
                new Limits(16 << 20, 100_000, 64L << 20),
                Duration.ofMinutes(10),
                Duration.ofSeconds(5));
    }

    public EngineConfig withLease(Duration other) {
        return new EngineConfig(
                orchestratorThreads,
                maxActivities,
                maxActive,
                maxBatch,
                maxQueue,
                other,
                poll,
                cacheBytes,
                limits,
                remoteTimeout,
                grace);
    }

    public EngineConfig withLimits(Limits other) {
        return new EngineConfig(
                orchestratorThreads,
                maxActivities,
                maxActive,
                maxBatch,
                maxQueue,
                lease,
                poll,
                cacheBytes,
                other,
                remoteTimeout,
                grace);
    }

    public EngineConfig withMaxActive(int other) {
        return new EngineConfig(
                orchestratorThreads,
                maxActivities,
                other,
                maxBatch,
                maxQueue,
                lease,
                poll,
                cacheBytes,
                limits,
                remoteTimeout,
                grace);
    }

    public EngineConfig withRemoteTimeout(Duration other) {
        return new EngineConfig(
                orchestratorThreads,
                maxActivities,
                maxActive,
                maxBatch,
                maxQueue,
                lease,
                poll,
                cacheBytes,
                limits,
                other,
                grace);
    }
}
