package dev.millrace.runtime.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A ticket's story.
 *
 * @param traceIds of its events, the first one first; one when the trace is whole
 * @param instances of its workflows without their steps
 * @param begun when the broker accepted the first event
 * @param took from then to the last event
 * @param steps what nothing else in the story caused: the hook, and what else came from outside
 * @param usage by function, the dearest first
 */
public record Trace(
        String tenant,
        String ticket,
        List<String> traceIds,
        List<String> instances,
        Instant begun,
        Duration took,
        List<Step> steps,
        List<Usage> usage) {

    public Trace {
        traceIds = List.copyOf(traceIds);
        instances = List.copyOf(instances);
        steps = List.copyOf(steps);
        usage = List.copyOf(usage);
    }
}
