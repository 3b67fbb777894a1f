package dev.millrace.engine.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ids of instances that have something to do and are not in memory. It holds no more than it should; when more come, it
 * remembers that the store must be swept for them. Thread-safe.
 */
final class Backlog {

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> ids = new LinkedHashSet<>();
    /** Where the sweep goes on; null when none is needed. */
    private @Nullable String cursor;

    Backlog(int capacity) {
        this.capacity = capacity;
    }

    void add(String id) {
        lock.lock();
        try {
            if (ids.size() < capacity) {
                ids.add(id);
            } else {
                cursor = "";
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes up to so many ids, waiting a while for the first. */
    List<String> take(int most, long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (ids.isEmpty() && cursor == null && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            var taken = new ArrayList<String>();
            for (Iterator<String> all = ids.iterator(); all.hasNext() && taken.size() < most; ) {
                taken.add(all.next());
                all.remove();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** From here on, everything unfinished in the store must be looked at. */
    void sweep() {
        lock.lock();
        try {
            cursor = "";
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Where the sweep goes on if there is room for what it finds. */
    @Nullable
    String sweepsFrom() {
        lock.lock();
        try {
            return ids.size() <= capacity / 2 ? cursor : null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes in what a part of the sweep found, unless a new sweep began meanwhile. */
    void swept(String from, List<String> found, boolean last) {
        lock.lock();
        try {
            ids.addAll(found);
            if (from.equals(cursor)) {
                cursor = last ? null : found.getLast();
            }
        } finally {
            lock.unlock();
        }
    }
}
