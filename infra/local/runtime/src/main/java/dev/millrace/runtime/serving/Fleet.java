package dev.millrace.runtime.serving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The instances of one service, and which of them takes the next request. Its {@link Revision} guards it. */
final class Fleet {

    private final List<Instance> instances = new ArrayList<>();
    private final int limit;
    private final double target;

    /**
     * @param containerConcurrency the hard limit of an instance, 0 for none
     * @param target requests that an instance should have
     */
    Fleet(int containerConcurrency, double target) {
        this.limit = containerConcurrency == 0 ? Integer.MAX_VALUE : containerConcurrency;
        this.target = target;
    }

    void add(Instance instance) {
        instances.add(instance);
    }

    boolean remove(Instance instance) {
        return instances.remove(instance);
    }

    List<Instance> all() {
        return List.copyOf(instances);
    }

    boolean isEmpty() {
        return instances.isEmpty();
    }

    /**
     * The instance for the next request: the busiest below its target, so that the others can drain; when all have
     * reached it, the least busy with room, so that none suffers alone.
     */
    Optional<Instance> withRoom() {
        Instance busiestBelow = null;
        Instance leastBusy = null;
        for (Instance instance : instances) {
            if (instance.phase() != Phase.READY || instance.inFlight() >= limit) {
                continue;
            }
            int load = instance.inFlight();
            if (load + 1 <= target && (busiestBelow == null || load > busiestBelow.inFlight())) {
                busiestBelow = instance;
            }
            if (leastBusy == null || load < leastBusy.inFlight()) {
                leastBusy = instance;
            }
        }
        return Optional.ofNullable(busiestBelow == null ? leastBusy : busiestBelow);
    }

    /** Instances that take requests or soon will. */
    int live() {
        return (int) in(Phase.STARTING, Phase.READY).count();
    }

    int inFlight() {
        return instances.stream().mapToInt(Instance::inFlight).sum();
    }

    Optional<Instance> draining() {
        return in(Phase.DRAINING).findFirst();
    }

    /** The ready instances that are missed least. */
    List<Instance> leastBusy(int count) {
        return in(Phase.READY)
                .sorted(Comparator.comparingInt(Instance::inFlight))
                .limit(count)
                .toList();
    }

    private Stream<Instance> in(Phase... phases) {
        var wanted = List.of(phases);
        return instances.stream().filter(instance -> wanted.contains(instance.phase()));
    }
}
