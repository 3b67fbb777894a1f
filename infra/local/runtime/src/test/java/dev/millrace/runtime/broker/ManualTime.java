package dev.millrace.runtime.broker;

import dev.millrace.runtime.broker.dispatch.Timers;
import io.vertx.core.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that stands still until it is moved, with the timers that go by it. */
final class ManualTime extends Clock implements Timers {

    private final Context context;
    private final List<Alarm> alarms = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    private record Alarm(Instant due, Runnable action) {}

    ManualTime(Context context) {
        this.context = context;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable action) {
        var alarm = new Alarm(now.plus(delay), action);
        alarms.add(alarm);
        return () -> cancel(alarm);
    }

    private synchronized void cancel(Alarm alarm) {
        alarms.removeIf(other -> other == alarm);
    }

    void advance(Duration duration) {
        advanceTo(instant().plus(duration));
    }

    synchronized void advanceTo(Instant instant) {
        now = instant;
        var due = alarms.stream()
                .filter(alarm -> !alarm.due().isAfter(now))
                .sorted(Comparator.comparing(Alarm::due))
                .toList();
        alarms.removeAll(due);
        due.forEach(alarm -> context.runOnContext(v -> alarm.action().run()));
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
        throw new UnsupportedOperationException("tests look at instants only");
    }
}
