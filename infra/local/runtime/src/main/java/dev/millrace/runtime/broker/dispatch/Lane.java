package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.store.Backlog;
import dev.millrace.runtime.broker.store.DeliveryState;
import dev.millrace.runtime.broker.store.Journal;
import dev.millrace.runtime.broker.store.Parcel;
import dev.millrace.runtime.broker.store.Settlement;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one Trigger at one stage, with a limit of their own on how many are under way. Retries wait in the
 * table until they are due. Lives on the broker's event loop.
 */
final class Lane {

    private static final Duration AFTER_FAILED_READ = Duration.ofMillis(500);

    private final String trigger;
    private final Stage stage;
    private final int concurrency;
    private final int page;
    private final Window window;
    private final Tools tools;

    private final Set<Long> heldRetries = new HashSet<>();
    private boolean running;
    private boolean reading;
    private boolean retriesNext;
    private int inFlight;
    private @Nullable Instant nextDue;
    private Runnable cancelAlarm = () -> {};

    /**
     * What all lanes share.
     *
     * @param ended told whenever an attempt has ended
     */
    record Tools(
            Backlog backlog,
            Journal journal,
            Courier courier,
            Context context,
            Clock clock,
            Timers timers,
            Runnable ended) {}

    Lane(String trigger, Stage stage, int concurrency, int page, Window window, Tools tools) {
        this.trigger = trigger;
        this.stage = stage;
        this.concurrency = concurrency;
        this.page = page;
        this.window = window;
        this.tools = tools;
    }

    void offer(Parcel parcel) {
        window.offer(parcel);
    }

    /** An outcome, of this lane or one that leads into it, is durable. */
    void settled(Settlement settlement) {
        if (settlement.parcel().progress().state() == stage.serves()) {
            heldRetries.remove(settlement.parcel().sequence());
        }
        if (settlement.after().state() == stage.serves()) {
            dueAt(settlement.after().next());
        }
    }

    /** Some retry, or for the dead letters' lane some event, is to be sent at that time. */
    void dueAt(@Nullable Instant due) {
        if (due != null && (nextDue == null || due.isBefore(nextDue))) {
            nextDue = due;
        }
    }

    /** Starts, or goes on. What lies in the table up to the sequence may be news. */
    void resume(long lastSequence) {
        running = true;
        dueAt(Instant.EPOCH);
        if (stage.serves() == DeliveryState.PENDING) {
            window.missed(lastSequence);
        }
        pump();
    }

    /** Sends nothing more. What is under way goes on. */
    void pause() {
        running = false;
        cancelAlarm.run();
    }

    int inFlight() {
        return inFlight;
    }

    /** Sends what may be sent and sees to it that more is at hand. */
    void pump() {
        Parcel parcel;
        while (running && inFlight < concurrency && (parcel = window.poll()) != null) {
            launch(parcel);
        }
        if (running && !reading) {
            refill();
        }
    }

    private void launch(Parcel parcel) {
        inFlight++;
        tools.courier()
                .send(stage.outgoing(parcel), stage.destination(), stage.timeout())
                .onSuccess(attempt -> {
                    inFlight--;
                    tools.journal().settle(stage.judge(parcel, attempt));
                    pump();
                    tools.ended().run();
                });
    }

    private void refill() {
        cancelAlarm.run();
        Instant now = tools.clock().instant();
        boolean due = nextDue != null && !nextDue.isAfter(now);
        int limit = Math.min(page, window.room());
        if (limit > 0 && due && (retriesNext || !window.isBehind())) {
            readRetries(now, limit);
        } else if (limit > 0 && window.isBehind()) {
            readFresh(limit);
        } else if (nextDue != null && !due) {
            cancelAlarm = tools.timers().after(Duration.between(now, nextDue), this::pump);
        }
    }

    private void readFresh(int limit) {
        long after = window.cursor();
        long skipped = window.skipped();
        retriesNext = true;
        read(() -> tools.backlog().fresh(trigger, after, limit))
                .onSuccess(parcels -> window.page(parcels, parcels.size() < limit, skipped))
                .onSuccess(parcels -> pump());
    }

    private void readRetries(Instant now, int limit) {
        List<Long> held = List.copyOf(heldRetries);
        nextDue = null;
        retriesNext = false;
        read(() -> tools.backlog().due(trigger, stage.serves(), now, held, limit))
                .onFailure(e -> dueAt(now))
                .onSuccess(due -> {
                    for (Parcel parcel : due.parcels()) {
                        heldRetries.add(parcel.sequence());
                        window.add(parcel);
                    }
                    dueAt(due.next());
                    pump();
                });
    }

    /** Reads one page at a time, off the event loop. After a failure it waits a moment and looks again. */
    private <T> Future<T> read(Callable<T> query) {
        reading = true;
        return tools.context()
                .executeBlocking(query)
                .onSuccess(result -> reading = false)
                .onFailure(e -> tools.timers().after(AFTER_FAILED_READ, () -> {
                    reading = false;
                    pump();
                }));
    }
}
