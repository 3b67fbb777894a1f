package dev.millrace.runtime.broker.dispatch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the broker is doing.
 *
 * @param pausedBecause why nothing is accepted and delivered, null when all is well
 * @param accepted events stored since the start, replies included
 * @param orphaned open deliveries of Triggers that are no longer among the manifests, by name
 */
public record BrokerStatus(
        @Nullable String pausedBecause, long accepted, List<TriggerStatus> triggers, Map<String, Long> orphaned) {}
