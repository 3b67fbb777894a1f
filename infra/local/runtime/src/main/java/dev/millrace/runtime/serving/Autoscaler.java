package dev.millrace.runtime.serving;

import dev.millrace.runtime.manifest.Scaling;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * Decides how many instances there should be. Up at once, as Knative does in panic; down only when the need of a whole
 * window was lower, so that a pause between two bursts costs no cold start. Not thread-safe.
 */
final class Autoscaler {

    private final Scaling scaling;
    private final double capacity;
    /** The needs that may still be the greatest of the window: later ones are smaller. */
    private final ArrayDeque<Need> needs = new ArrayDeque<>();

    /** @param containerConcurrency the hard limit of an instance, 0 for none */
    Autoscaler(Scaling scaling, int containerConcurrency) {
        this.scaling = scaling;
        this.capacity =
                containerConcurrency == 0 ? scaling.capacity() : Math.min(scaling.capacity(), containerConcurrency);
    }

    /** Requests that one instance should have before the next one starts. */
    double capacity() {
        return capacity;
    }

    /**
     * Takes note of the demand and says how many instances there should be now.
     *
     * @param demand requests in flight and in the queue
     * @param used whether there was any request since the last time, even if none is left
     */
    int observe(Instant now, int demand, boolean used) {
        int forDemand = (int) Math.ceil(Math.min(demand / capacity, Scaling.NO_LIMIT));
        return need(now, Math.max(forDemand, used ? 1 : 0));
    }

    /** Asks for a number of instances regardless of demand; the window counts from now. */
    int need(Instant now, int instances) {
        while (!needs.isEmpty() && needs.getLast().instances() <= instances) {
            needs.removeLast();
        }
        needs.addLast(new Need(now, instances));
        Instant oldest = now.minus(scaling.window());
        while (!needs.getFirst().at().isAfter(oldest)) {
            needs.removeFirst();
        }
        return Math.clamp(needs.getFirst().instances(), scaling.minScale(), scaling.maxScale());
    }

    private record Need(Instant at, int instances) {}
}
