package dev.millrace.platform.database;

import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Works on one batch at a time; what arrives meanwhile is the next batch. So the price of a commit is shared by as many
 * as came while the last one ran, and nobody waits for company. Thread-safe.
 *
 * @param <T> what is worked on
 * @param <R> what comes of each
 */
public final class GroupCommit<T, R> {

    private final Function<List<T>, Uni<List<R>>> work;
    private final int largest;
    private final int capacity;
    private final Executor executor;
    private final Queue<Waiting<T, R>> queue = new ArrayDeque<>();
    private boolean working;

    /**
     * Starts nothing yet.
     *
     * @param work answers a batch with one result for each item, in their order, or fails for all of them
     * @param largest most items in a batch
     * @param capacity most items that wait
     * @param executor runs the beginning of each batch
     */
    public GroupCommit(Function<List<T>, Uni<List<R>>> work, int largest, int capacity, Executor executor) {
        this.work = work;
        this.largest = largest;
        this.capacity = capacity;
        this.executor = executor;
    }

    private record Waiting<T, R>(T item, UniEmitter<? super R> emitter) {}

    /** Fails with a 503 when too many wait already. An item whose caller gives up is worked on all the same. */
    public Uni<R> submit(T item) {
        return Uni.createFrom().emitter(emitter -> enter(new Waiting<>(item, emitter)));
    }

    private void enter(Waiting<T, R> waiting) {
        boolean full;
        boolean start = false;
        synchronized (this) {
            full = queue.size() >= capacity;
            if (!full) {
                queue.add(waiting);
                start = !working;
                working = true;
            }
        }
        if (full) {
            waiting.emitter().fail(new ProblemException(Problem.unavailable("Too many events wait. Come again.")));
        } else if (start) {
            executor.execute(this::next);
        }
    }

    private void next() {
        List<Waiting<T, R>> batch = take();
        if (!batch.isEmpty()) {
            List<T> items = batch.stream().map(Waiting::item).toList();
            Uni.createFrom()
                    .deferred(() -> work.apply(items))
                    .subscribe()
                    .with(results -> succeed(batch, results), failure -> fail(batch, failure));
        }
    }

    private synchronized List<Waiting<T, R>> take() {
        List<Waiting<T, R>> batch = new ArrayList<>();
        while (batch.size() < largest && !queue.isEmpty()) {
            batch.add(queue.remove());
        }
        working = !batch.isEmpty();
        return batch;
    }

    private void succeed(List<Waiting<T, R>> batch, List<R> results) {
        settle(() -> {
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).emitter().complete(results.get(i));
            }
        });
    }

    private void fail(List<Waiting<T, R>> batch, Throwable failure) {
        settle(() -> batch.forEach(waiting -> waiting.emitter().fail(failure)));
    }

    /** The callers hear first: those that come back at once are then part of the next batch, which comes in any case. */
    private void settle(Runnable answers) {
        try {
            answers.run();
        } finally {
            executor.execute(this::next);
        }
    }
}
