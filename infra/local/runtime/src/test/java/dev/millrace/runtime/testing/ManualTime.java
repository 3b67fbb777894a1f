package dev.millrace.runtime.testing;

import dev.millrace.runtime.serving.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A clock and timers that only move when a test says so. Thread-safe. */
public final class ManualTime extends Clock implements Timers {

    private final List<Due> due = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** Moves on, running what becomes due on the way, in order. */
    public void advance(Duration duration) {
        Instant target;
        synchronized (this) {
            target = now.plus(duration);
        }
        Due next = nextUntil(target);
        while (next != null) {
            next.action().run();
            next = nextUntil(target);
        }
        synchronized (this) {
            now = target;
        }
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable action) {
        var entry = new Due(now.plus(delay), action);
        due.add(entry);
        return () -> {
            synchronized (this) {
                due.remove(entry);
            }
        };
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    private synchronized @Nullable Due nextUntil(Instant target) {
        Due next = due.stream().min(Comparator.comparing(Due::at)).orElse(null);
        if (next == null || next.at().isAfter(target)) {
            return null;
        }
        due.remove(next);
        now = next.at().isAfter(now) ? next.at() : now;
        return next;
    }

    private record Due(Instant at, Runnable action) {}
}
