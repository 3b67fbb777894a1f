package dev.millrace.runtime.broker.store;

import java.util.Map;

/**
 * What lies in the store.
 *
 * @param lastSequence of the newest event, 0 when there is none
 * @param counts of the deliveries that are not done, by trigger and state
 */
public record Survey(long lastSequence, Map<String, Map<DeliveryState, Long>> counts) {

    public long count(String trigger, DeliveryState state) {
        return counts.getOrDefault(trigger, Map.of()).getOrDefault(state, 0L);
    }
}
