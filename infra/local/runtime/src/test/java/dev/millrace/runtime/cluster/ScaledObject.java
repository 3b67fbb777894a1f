package dev.millrace.runtime.cluster;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this repository uses of KEDA's {@code keda.sh/v1alpha1}. */
record ScaledObject(String apiVersion, String kind, Metadata metadata, Spec spec) {

    record Metadata(String name, String namespace) {}

    record Spec(
            Target scaleTargetRef,
            @Nullable Integer minReplicaCount,
            Integer maxReplicaCount,
            @Nullable Integer pollingInterval,
            @Nullable Integer cooldownPeriod,
            List<ScaleTrigger> triggers) {}

    record Target(String name) {}

    record ScaleTrigger(String type, Map<String, String> metadata) {}
}
