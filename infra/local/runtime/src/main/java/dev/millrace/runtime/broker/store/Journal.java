package dev.millrace.runtime.broker.store;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes everything durable: one thread takes whatever has gathered while the last commit was under way and commits it
 * at once, so that the batch grows with the load and a lonely event waits for nobody. When the store fails, intake is
 * refused and outcomes are kept until it is back. Thread-safe.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Journal.class.getName());
    private static final Acceptance.Busy FULL = new Acceptance.Busy("too many events are waiting to be stored");
    private static final Acceptance.Busy DOWN = new Acceptance.Busy("the broker's store is not available");
    private static final Acceptance.Busy CLOSING = new Acceptance.Busy("the broker is stopping");

    private final JournalTables tables;
    private final Backlog backlog;
    private final JournalWatch watch;
    private final Clock clock;
    private final JournalLimits limits;

    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingEvents = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile Acceptance.@Nullable Busy closedBecause = CLOSING;
    private volatile boolean stopping;
    private @Nullable Thread thread;
    private long lastSequence;

    public Journal(JournalTables tables, Backlog backlog, JournalWatch watch, Clock clock, JournalLimits limits) {
        this.tables = tables;
        this.backlog = backlog;
        this.watch = watch;
        this.clock = clock;
        this.limits = limits;
    }

    /** Opens the door. The watch hears of what the store already holds through {@link JournalWatch#resumed}. */
    public void start() throws SQLException {
        Survey survey = backlog.survey();
        lastSequence = survey.lastSequence();
        watch.resumed(survey);
        closedBecause = null;
        thread = Thread.ofPlatform().name("broker-journal").daemon().start(this::run);
    }

    /** Stores an event. The answer comes on the given context. */
    public void accept(Routed event, Context context, Handler<Acceptance> answer) {
        Acceptance.Busy refusal = closedBecause;
        int bytes = event.event().size();
        if (refusal == null
                && (waitingEvents.get() >= limits.events() || waitingBytes.get() + bytes > limits.bytes())) {
            refusal = FULL;
        }
        if (refusal != null) {
            answer.handle(refusal);
            return;
        }
        waitingEvents.incrementAndGet();
        waitingBytes.addAndGet(bytes);
        queue.add(new Entry.Intake(event, bytes, context, answer));
    }

    /** Stores an outcome, sooner or later; the watch hears when. */
    public void settle(Settlement settlement) {
        queue.add(new Entry.Outcome(settlement));
    }

    /** Refuses new events from now on; outcomes are still taken. */
    public void closeDoor() {
        closedBecause = CLOSING;
    }

    /** Stores what waits, then ends. Blocks until then, or until {@code patience} is over. */
    public void close(Duration patience) {
        closeDoor();
        stopping = true;
        queue.add(new Entry.Wake());
        Thread writer = thread;
        if (writer != null) {
            try {
                if (!writer.join(patience)) {
                    LOG.log(Level.WARNING, "The store did not take the last outcomes; they will be delivered again.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    private void run() {
        try (tables) {
            while (!stopping || !queue.isEmpty()) {
                write(nextBatch(queue.take()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Entry> nextBatch(Entry first) {
        var batch = new ArrayList<Entry>();
        batch.add(first);
        queue.drainTo(batch, limits.batch() - 1);
        return batch;
    }

    private void write(List<Entry> entries) {
        var batch = Batch.of(entries);
        if (batch.isEmpty()) {
            return;
        }
        try {
            var written = tables.write(lastSequence, batch, clock.instant());
            lastSequence += written.arrivals().size();
            watch.committed(written.arrivals(), batch.settled(written.settled()), batch.notIn(written.settled()));
            answer(batch.intakes(), new Acceptance.Stored());
        } catch (SQLException e) {
            if (Outage.isPoison(e)) {
                isolate(entries, e);
            } else {
                outlast(batch, e);
            }
        } catch (RuntimeException e) {
            isolate(entries, e);
        }
    }

    private void isolate(List<Entry> entries, Exception e) {
        if (entries.size() > 1) {
            entries.forEach(entry -> write(List.of(entry)));
        } else {
            setAside(Batch.of(entries), e);
        }
    }

    /** One entry that the database will never take must not hold up the others. */
    private void setAside(Batch batch, Exception e) {
        answer(batch.intakes(), new Acceptance.Unwritable("the event cannot be stored: its text or size is refused"));
        for (Settlement settlement : batch.settlements()) {
            LOG.log(Level.ERROR, "The outcome of event " + settlement.parcel().sequence() + " cannot be stored", e);
            if (settlement.reply() != null) {
                var why = new Failure(settlement.after().lastStatus(), "the reply cannot be stored", null);
                var parcel = settlement.parcel();
                write(List.of(new Entry.Outcome(
                        Settlement.of(parcel, parcel.progress().discarded(why, Effort.NONE), settlement.at()))));
            }
        }
    }

    private void outlast(Batch failed, SQLException e) {
        LOG.log(Level.WARNING, "The broker pauses: its store failed: " + e.getMessage());
        closedBecause = DOWN;
        watch.paused(String.valueOf(e.getMessage()));
        var kept = new ArrayList<Entry>();
        keep(failed, kept);
        Survey survey = null;
        while (survey == null && !stopping) {
            collectWhileDown(kept);
            survey = probe();
        }
        if (survey != null) {
            lastSequence = survey.lastSequence();
            queue.addAll(kept);
            watch.resumed(survey);
            closedBecause = stopping ? CLOSING : null;
            LOG.log(Level.INFO, "The broker goes on: its store is back.");
        }
    }

    private void collectWhileDown(List<Entry> kept) {
        try {
            Entry entry = queue.poll(limits.probe().toMillis(), TimeUnit.MILLISECONDS);
            if (entry != null) {
                keep(Batch.of(nextBatch(entry)), kept);
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private void keep(Batch batch, List<Entry> kept) {
        answer(batch.intakes(), DOWN);
        for (Settlement settlement : batch.settlements()) {
            kept.add(new Entry.Outcome(settlement.forgivenUntil(clock.instant())));
        }
    }

    private @Nullable Survey probe() {
        try {
            return backlog.survey();
        } catch (SQLException e) {
            return null;
        }
    }

    private void answer(List<Entry.Intake> intakes, Acceptance acceptance) {
        for (var intake : intakes) {
            waitingEvents.decrementAndGet();
            waitingBytes.addAndGet(-intake.bytes());
            intake.context().runOnContext(v -> intake.answer().handle(acceptance));
        }
    }
}
