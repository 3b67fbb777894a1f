package dev.millrace.engine.work;

import com.microsoft.durabletask.DataConverter;
import com.microsoft.durabletask.JacksonDataConverter;
import com.microsoft.durabletask.TaskActivity;
import com.microsoft.durabletask.TaskActivityContext;
import com.microsoft.durabletask.TaskActivityFactory;
import dev.millrace.engine.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the number of activities that run at once within its limits, in all and by name; the rest wait in line without a
 * thread. Thread-safe.
 */
final class ActivityLanes implements AutoCloseable {

    private final Registry registry;
    private final int most;
    private final DataConverter converter = new JacksonDataConverter();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("activity-", 0).factory());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Queue<ActivityWork> line = new ArrayDeque<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private int running;
    private boolean closed;

    ActivityLanes(Registry registry, int most) {
        this.registry = registry;
        this.most = most;
    }

    /** The activities of one name. */
    private static final class Lane {
        private final int limit;
        private final Queue<ActivityWork> line = new ArrayDeque<>();
        private int running;

        Lane(int limit) {
            this.limit = limit;
        }
    }

    boolean take(ActivityWork work) {
        TaskActivityFactory factory = registry.activities().get(work.name());
        if (factory == null) {
            return false;
        }
        lock.lock();
        try {
            Lane lane = lane(work);
            if (lane.running < lane.limit) {
                lane.running++;
                enter(work);
            } else {
                lane.line.add(work);
            }
        } finally {
            lock.unlock();
        }
        return true;
    }

    private Lane lane(ActivityWork work) {
        return lanes.computeIfAbsent(
                work.name(), name -> new Lane(registry.limits().getOrDefault(name, most)));
    }

    private void enter(ActivityWork work) {
        if (running < most) {
            running++;
            start(work);
        } else {
            line.add(work);
        }
    }

    private void start(ActivityWork work) {
        if (!closed) {
            threads.execute(() -> run(work));
        }
    }

    private void run(ActivityWork work) {
        try {
            String json = call(work);
            work.completed(json);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            work.failed(Failure.of(e));
        } catch (Exception | LinkageError | AssertionError | StackOverflowError | OutOfMemoryError e) {
            work.failed(Failure.of(e));
        } finally {
            leave(work);
        }
    }

    private @Nullable String call(ActivityWork work) throws InterruptedException {
        TaskActivityFactory factory = registry.activities().get(work.name());
        TaskActivity activity = factory == null ? null : factory.create();
        if (activity == null) {
            throw new IllegalStateException("The factory of activity '" + work.name() + "' made none.");
        }
        Object output = activity.run(new Context(work.name(), input(work), converter));
        return output == null ? null : converter.serialize(output);
    }

    private static @Nullable String input(ActivityWork work) {
        return work.action().hasInput() ? work.action().getInput().getValue() : null;
    }

    private void leave(ActivityWork done) {
        lock.lock();
        try {
            running--;
            Lane lane = lane(done);
            lane.running--;
            ActivityWork next = lane.line.poll();
            if (next != null) {
                lane.running++;
                line.add(next);
            }
            while (running < most && !line.isEmpty()) {
                running++;
                start(line.remove());
            }
            if (running == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void drain(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (running > 0 && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            line.clear();
            lanes.values().forEach(lane -> lane.line.clear());
        } finally {
            lock.unlock();
        }
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Context(String name, @Nullable String input, DataConverter converter)
            implements TaskActivityContext {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public <T> @Nullable T getInput(Class<T> type) {
            return input == null ? null : converter.deserialize(input, type);
        }
    }
}
