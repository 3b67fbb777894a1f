package dev.millrace.runtime.serving;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One service at one moment.
 *
 * @param queued requests that wait for room
 * @param requests that were sent to instances since the runtime started
 * @param coldStarts processes that became ready since the runtime started
 * @param recentColdStarts how long the latest of them took from spawn to ready, oldest first, at most 100
 */
public record ServiceStatus(
        String service,
        List<InstanceStatus> instances,
        int queued,
        RequestCounts requests,
        long coldStarts,
        List<Duration> recentColdStarts) {

    public ServiceStatus {
        instances = List.copyOf(instances);
        recentColdStarts = List.copyOf(recentColdStarts);
    }

    /**
     * One instance.
     *
     * @param pid process id, 0 before the process exists
     * @param port where it listens on loopback, 0 before the process exists
     * @param since when it was asked for
     */
    public record InstanceStatus(Phase phase, long pid, int port, Instant since, int inFlight) {}
}
