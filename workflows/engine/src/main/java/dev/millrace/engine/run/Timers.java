package dev.millrace.engine.run;

import dev.millrace.engine.store.Journal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The timers of the near future, in memory; the rest are in the store, which is asked again and again. Each instance is
 * here once, with its earliest. Thread-safe.
 */
final class Timers implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Timers.class.getName());
    private static final Duration HORIZON = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(500);
    static final int MOST = 20_000;

    private final Clock clock;
    private final Look look;
    private final Consumer<String> fire;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Instant> times = new HashMap<>();
    private final PriorityQueue<Journal.Wake> queue = new PriorityQueue<>(Comparator.comparing(Journal.Wake::at));
    private final Thread thread =
            Thread.ofPlatform().name("engine-timers").daemon().unstarted(this::run);
    private volatile boolean closed;

    /** Asks the store for the next timers. */
    interface Look {
        List<Journal.Wake> due(Instant until, int limit);
    }

    Timers(Clock clock, Look look, Consumer<String> fire) {
        this.clock = clock;
        this.look = look;
        this.fire = fire;
    }

    void start() {
        thread.start();
    }

    /** Remembers a timer of the near future; of the others the store will tell. */
    void add(String instanceId, Instant at) {
        if (at.isAfter(clock.instant().plus(HORIZON))) {
            return;
        }
        lock.lock();
        try {
            Instant known = times.get(instanceId);
            if (times.size() < MOST && (known == null || at.isBefore(known))) {
                times.put(instanceId, at);
                queue.add(new Journal.Wake(instanceId, at));
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Instant nextLook = Instant.MIN;
        while (!closed) {
            try {
                Instant now = clock.instant();
                if (!now.isBefore(nextLook)) {
                    look.due(now.plus(HORIZON), MOST).forEach(wake -> add(wake.instanceId(), wake.at()));
                    nextLook = now.plus(LOOK);
                }
                due(clock.instant()).forEach(fire);
                sleep(nextLook);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "Timers could not be read; they are read again soon", e);
                nextLook = clock.instant().plus(LOOK);
            }
        }
    }

    private List<String> due(Instant now) {
        lock.lock();
        try {
            var due = new ArrayList<String>();
            while (!queue.isEmpty() && !queue.element().at().isAfter(now)) {
                Journal.Wake wake = queue.remove();
                if (times.remove(wake.instanceId(), wake.at())) {
                    due.add(wake.instanceId());
                }
            }
            return due;
        } finally {
            lock.unlock();
        }
    }

    private void sleep(Instant until) throws InterruptedException {
        lock.lock();
        try {
            long nanos = nanosUntil(until);
            while (nanos > 0 && !closed) {
                nanos = Math.min(changed.awaitNanos(nanos), nanosUntil(until));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The way to the next timer, or to that instant if it comes first. */
    private long nanosUntil(Instant until) {
        Instant end = queue.isEmpty() || queue.element().at().isAfter(until)
                ? until
                : queue.element().at();
        return Duration.between(clock.instant(), end).toNanos();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
