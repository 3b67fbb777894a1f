package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.events.UsageEvent.Spent;
import dev.millrace.modeldispatch.admission.budget.Leases.Renewal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps the books while this replica holds leases: every second it renews them, settles what was spent, and tells the
 * ledger on what; now and then it looks for leases whose holders have gone. It rests when nothing is held. Neither a
 * database nor a broker that is away makes it lose or forget anything.
 */
public final class Bookkeeper {

    private static final Logger LOG = Logger.getLogger(Bookkeeper.class);
    private static final int SWEEP_EVERY = 10;
    private static final int ROUNDS = 20;
    private static final Duration FAREWELL = Duration.ofSeconds(4);

    private final Purses purses;
    private final Leases leases;
    private final Ledger ledger;
    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final Duration interval;
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private final AtomicBoolean reporting = new AtomicBoolean();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile boolean stopped;

    /**
     * @param broker completes when it has the event for good
     * @param interval between two renewals; zero for a bookkeeper that does nothing by itself
     */
    public Bookkeeper(
            Purses purses,
            Leases leases,
            Function<Event<?>, Uni<Void>> broker,
            Vertx vertx,
            LongSupplier nanoTime,
            Duration interval) {
        this.purses = purses;
        this.leases = leases;
        this.ledger = new Ledger(broker);
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.interval = interval;
        purses.onUse(this::wake);
    }

    private void wake() {
        if (interval.isPositive() && !stopped && ticking.compareAndSet(false, true)) {
            vertx.setPeriodic(interval.toMillis(), new Ticks()::tick);
        }
    }

    /** Whoever took a lease between the last look and the end of the timer found it still running. */
    private void wakeForLatecomers() {
        if (!purses.isEmpty()) {
            wake();
        }
    }

    private final class Ticks {
        private int count;

        void tick(long timer) {
            if (stopped || purses.isEmpty()) {
                vertx.cancelTimer(timer);
                ticking.set(false);
                wakeForLatecomers();
                return;
            }
            start(report());
            start(renew());
            if (count++ % SWEEP_EVERY == 0) {
                start(sweep());
            }
        }

        private void start(Uni<Void> work) {
            work.subscribe().with(done -> {}, failure -> LOG.error("The books of leases are not kept", failure));
        }
    }

    /** Settles what was spent and prolongs the leases, or gives them back. */
    public Uni<Void> renew() {
        return alone(renewing, this::renewAll);
    }

    private Uni<Void> renewAll() {
        var agenda = new Agenda();
        Map<Purse, List<Renewal>> renewals = new HashMap<>();
        purses.all().forEach(purse -> renewals.put(purse, purse.renewals(agenda)));
        agenda.run();
        List<Renewal> all = renewals.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long sentAt = nanoTime.getAsLong();
        return leases.renew(all)
                .invoke(answers -> {
                    away.set(false);
                    renewals.forEach((purse, asked) -> purse.renewed(asked, answers, sentAt));
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(this::databaseAway);
    }

    /** Tells the ledger what is new, round by round, as a lease has one record on its way at a time. */
    public Uni<Void> report() {
        return alone(reporting, () -> report(ROUNDS));
    }

    private Uni<Void> report(int rounds) {
        List<Uni<Boolean>> sending = new ArrayList<>();
        purses.all().forEach(purse -> purse.records().forEach(record -> sending.add(send(purse, record))));
        if (sending.isEmpty() || rounds == 0) {
            return Uni.createFrom().voidItem();
        }
        return Uni.join()
                .all(sending)
                .andFailFast()
                .chain(confirmed -> confirmed.contains(false) ? Uni.createFrom().voidItem() : report(rounds - 1));
    }

    private Uni<Boolean> send(Purse purse, Spent record) {
        return ledger.tell(purse.tenant(), record)
                .map(told -> {
                    purse.confirm(record);
                    return true;
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf("Record %d of lease %s is sent again", record.sequence(), record.lease());
                    return false;
                });
    }

    /** Settles the leases of those who have gone, and tells the ledger. */
    public Uni<Void> sweep() {
        return alone(
                sweeping,
                () -> leases.lost()
                        .chain(lost -> {
                            List<Uni<Void>> telling = lost.stream()
                                    .map(each -> ledger.tell(each).chain(() -> leases.booked(each)))
                                    .toList();
                            return telling.isEmpty()
                                    ? Uni.createFrom().voidItem()
                                    : Uni.join()
                                            .all(telling)
                                            .andCollectFailures()
                                            .replaceWithVoid();
                        })
                        .onFailure()
                        .recoverWithUni(failure -> {
                            LOG.debugf("Expired leases are looked for again later: %s", failure.getMessage());
                            return Uni.createFrom().voidItem();
                        }));
    }

    /** Gives every lease back once the ledger knows everything. Blocks for a few seconds at most. */
    public void stop() {
        stopped = true;
        if (purses.isEmpty()) {
            return;
        }
        purses.all().forEach(Purse::closeAll);
        Uni.createFrom()
                .deferred(() -> report(ROUNDS))
                .chain(this::renewAll)
                .ifNoItem()
                .after(FAREWELL)
                .recoverWithItem(() -> null)
                .await()
                .indefinitely();
        if (!purses.isEmpty()) {
            LOG.warn("Leases stay behind; they count as spent when they expire");
        }
    }

    private Uni<Void> databaseAway(Throwable failure) {
        if (away.compareAndSet(false, true)) {
            LOG.warnf("Leases cannot be renewed now: %s", failure.getMessage());
        }
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> alone(AtomicBoolean busy, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() -> busy.compareAndSet(false, true)
                        ? Uni.createFrom().deferred(work::get).onTermination().invoke(() -> busy.set(false))
                        : Uni.createFrom().voidItem());
    }
}
