package dev.millrace.engine.run;

import dev.millrace.engine.Instance;
import dev.millrace.engine.Status;
import dev.millrace.engine.store.Instances;
import dev.millrace.engine.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Those who wait for an instance to get somewhere. They hear at once of what this host commits, and within a moment of
 * what others do. Thread-safe.
 */
final class Watch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Watch.class.getName());
    private static final long LOOK_MILLIS = 250;

    private final Instances instances;
    private final Map<String, List<Waiting>> waiting = new ConcurrentHashMap<>();
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("engine-watch").factory());

    private record Waiting(Predicate<Status> goal, boolean payloads, CompletableFuture<Optional<Instance>> answer) {

        /** Whether the wait is over; a goal that throws fails its own wait and nobody else's. */
        boolean isThere(Optional<Instance> found) {
            try {
                return found.isEmpty() || goal.test(found.get().status());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                return false;
            }
        }
    }

    Watch(Instances instances) {
        this.instances = instances;
    }

    void start() {
        var _ = clock.scheduleWithFixedDelay(
                () -> waiting.keySet().forEach(this::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Answers when the status passes; empty as soon as the instance is found not to exist. Cancel it to give up. */
    CompletableFuture<Optional<Instance>> until(String id, Predicate<Status> goal, boolean payloads) {
        var one = new Waiting(goal, payloads, new CompletableFuture<>());
        waiting.compute(id, (key, list) -> {
            List<Waiting> all = list == null ? new CopyOnWriteArrayList<>() : list;
            all.add(one);
            return all;
        });
        var _ = one.answer().whenComplete((instance, failure) -> forget(id, one));
        readers.execute(() -> look(id));
        return one.answer();
    }

    private void forget(String id, Waiting one) {
        waiting.computeIfPresent(id, (key, list) -> {
            list.remove(one);
            return list.isEmpty() ? null : list;
        });
    }

    /** This host changed the instance's status. */
    void changed(String id) {
        if (waiting.containsKey(id)) {
            readers.execute(() -> look(id));
        }
    }

    private void look(String id) {
        List<Waiting> all = waiting.get(id);
        if (all == null) {
            return;
        }
        try {
            Optional<Instance> seen = instances.find(id, false);
            List<Waiting> there = all.stream().filter(one -> one.isThere(seen)).toList();
            // Payloads may be large: they are read once, at the end.
            boolean payloads = seen.isPresent() && there.stream().anyMatch(Waiting::payloads);
            Optional<Instance> found = payloads ? instances.find(id, true) : seen;
            there.stream()
                    .filter(one -> one.isThere(found))
                    .forEach(one -> one.answer().complete(found));
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.DEBUG, "An instance could not be read and is read again soon", e);
        } catch (RuntimeException e) {
            // Thrown further, it would end the looking for everybody.
            LOG.log(System.Logger.Level.WARNING, "An instance cannot be read, instance={0}", id, e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        readers.shutdownNow();
        waiting.values().forEach(list -> list.forEach(one -> one.answer().cancel(false)));
    }
}
