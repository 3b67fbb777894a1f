package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.UsageEvent.Spent;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.modeldispatch.admission.Spending;
import dev.millrace.modeldispatch.admission.budget.Leases.Answer;
import dev.millrace.modeldispatch.admission.budget.Leases.Renewal;
import dev.millrace.modeldispatch.admission.budget.Leases.Renewed;
import dev.millrace.modeldispatch.admission.budget.Leases.Wish;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The money that this replica holds for one tenant. A call is served from memory as long as the leases cover its worst
 * case; else the database is asked, once at a time for each budget, and whoever comes meanwhile waits behind. Thread-safe;
 * never blocks.
 */
public final class Purse {

    private static final Logger LOG = Logger.getLogger(Purse.class);

    private final TenantId tenant;
    private final Leases leases;
    private final LeaseRules rules;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Runnable awake;
    private final Holdings holdings;
    private boolean away;

    /**
     * @param nanoTime a clock that never goes back, by which leases expire
     * @param awake is called whenever there is something to renew from now on
     */
    Purse(
            TenantId tenant,
            Leases leases,
            LeaseRules rules,
            InstantSource clock,
            LongSupplier nanoTime,
            Runnable awake) {
        this.tenant = tenant;
        this.leases = leases;
        this.rules = rules;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.awake = awake;
        this.holdings = new Holdings(tenant);
    }

    /**
     * Reserves the same amount in each budget.
     *
     * @param cost nanos, not below 0
     * @return completed already when the leases cover it
     */
    public Future<Hold> reserve(List<Budget> budgets, long cost, String currency) {
        var agenda = new Agenda();
        Future<Hold> hold;
        synchronized (this) {
            List<Account> bounds = holdings.enter(budgets, clock.instant());
            var waiting = new Waiting(bounds, cost);
            Hold impossible = impossible(bounds, cost, currency);
            if (impossible != null) {
                waiting.finish(impossible);
            } else {
                advance(waiting, agenda);
            }
            hold = waiting.future();
        }
        agenda.run();
        return hold;
    }

    /** Books what a call cost. No count is below 0. */
    public void settle(Hold.Held held, Use use, Spending spending) {
        end(held, spending.nanos(), use, spending);
    }

    /** Gives all back. */
    public void release(Hold.Held held) {
        end(held, 0, null, null);
    }

    private void end(Hold.Held held, long nanos, @Nullable Use use, @Nullable Spending spending) {
        var agenda = new Agenda();
        synchronized (this) {
            for (Share share : held.shares()) {
                Lease lease = share.lease();
                lease.settle(share.reserved(), nanos);
                if (use != null && spending != null && lease.term().own()) {
                    lease.tally().add(use, spending);
                }
                Account account = holdings.account(lease.term().budget());
                if (account != null) {
                    account.spent(nanos);
                    serve(account, agenda);
                }
            }
        }
        agenda.run();
    }

    /** What to tell the database now. To be called every second, with all that follows from it. */
    synchronized List<Renewal> renewals(Agenda agenda) {
        long now = nanoTime.getAsLong();
        for (Account account : holdings.accounts()) {
            account.measure();
            tend(account, now, agenda);
        }
        return holdings.renewals();
    }

    private void tend(Account account, long now, Agenda agenda) {
        Lease lease = account.lease();
        if (lease == null || lease.isAsking() || account.hasQueue()) {
            return;
        }
        if (lease.idle(now) > rules.idle().toNanos() && lease.tally().isEmpty()) {
            holdings.retire(account);
        } else if (lease.remaining() < account.expected(rules.ahead().toSeconds()) / 2) {
            ask(account, agenda);
        }
    }

    /** @param sentAt by the nano clock, before the question left */
    synchronized void renewed(List<Renewal> asked, List<Renewed> answers, long sentAt) {
        holdings.renewed(asked, answers, sentAt + rules.life().toNanos());
    }

    /** Takes no more from any lease. What waits is refused by the database's next answer. */
    synchronized void closeAll() {
        holdings.retireAll();
    }

    /** The records to send now. */
    synchronized List<Spent> records() {
        return holdings.records(clock.instant());
    }

    synchronized void confirm(Spent record) {
        holdings.confirm(record);
    }

    synchronized boolean isEmpty() {
        return holdings.isEmpty();
    }

    TenantId tenant() {
        return tenant;
    }

    private static @Nullable Hold impossible(List<Account> bounds, long cost, String currency) {
        for (Account account : bounds) {
            Term term = account.term();
            if (!term.cap().currency().equals(currency)) {
                return new Hold.OtherCurrency(term);
            }
            if (cost > term.cap().nanos()) {
                return new Hold.Exhausted(term, term.cap().nanos(), 0);
            }
        }
        return null;
    }

    /** Goes on to the first budget that does not cover the call, or to the end. */
    private void advance(Waiting waiting, Agenda agenda) {
        long now = nanoTime.getAsLong();
        Account account = waiting.account();
        while (account != null) {
            Share share = account.hasQueue() ? null : account.share(waiting.cost(), now);
            if (share == null) {
                account.enqueue(waiting);
                ask(account, agenda);
                return;
            }
            waiting.pass(share);
            account = waiting.account();
        }
        waiting.finish(new Hold.Held(waiting.shares()));
        agenda.add(waiting::tell);
    }

    private void serve(Account account, Agenda agenda) {
        long now = nanoTime.getAsLong();
        Waiting served = account.serve(now);
        while (served != null) {
            advance(served, agenda);
            served = account.serve(now);
        }
        if (account.hasQueue()) {
            ask(account, agenda);
        }
    }

    private void ask(Account account, Agenda agenda) {
        Lease lease = lease(account);
        if (lease.isAsking()) {
            return;
        }
        lease.asking(true);
        Wish wish = account.wish(lease, rules.floor(), rules.ahead().toSeconds());
        long upTo = account.lastTurn();
        agenda.add(() -> {
            awake.run();
            long sentAt = nanoTime.getAsLong();
            leases.take(wish)
                    .subscribe()
                    .with(
                            answer -> answered(account, lease, upTo, sentAt, answer),
                            failure -> failed(account, lease, wish, upTo, failure));
        });
    }

    /** The one to ask for more, or a new one. An id whose first answer was lost is good for half a life. */
    private Lease lease(Account account) {
        Lease lease = account.lease();
        long now = nanoTime.getAsLong();
        if (lease != null
                && !lease.isAsking()
                && !lease.isConfirmed()
                && lease.age(now) > rules.life().toNanos() / 2) {
            holdings.retire(account);
            lease = null;
        }
        if (lease == null) {
            UUID id = UUID.randomUUID();
            Term term = account.term();
            lease = new Lease(id, term, new Tally(id, term.cap().currency(), clock.instant()), now);
            account.use(lease);
        }
        return lease;
    }

    private void answered(Account account, Lease lease, long upTo, long sentAt, Answer answer) {
        var agenda = new Agenda();
        synchronized (this) {
            lease.asking(false);
            away = false;
            switch (answer) {
                case Answer.Granted granted ->
                    lease.confirm(granted.amount(), sentAt + rules.life().toNanos());
                case Answer.TooLittle little -> {
                    lease.learn(little.amount());
                    long most = little.available() + (account.lease() == lease ? Math.max(0, lease.remaining()) : 0);
                    refuse(
                            account.refuse(upTo, most),
                            new Hold.Exhausted(account.term(), most, little.elsewhere()),
                            agenda);
                }
                case Answer.UsedUp usedUp -> {
                    holdings.retire(lease);
                    refuse(account.refuse(upTo, -1), new Hold.UsedUp(account.term()), agenda);
                }
                case Answer.Gone gone -> holdings.lose(lease);
            }
            serve(account, agenda);
        }
        agenda.run();
    }

    private void failed(Account account, Lease lease, Wish wish, long upTo, Throwable failure) {
        var agenda = new Agenda();
        synchronized (this) {
            if (!away) {
                LOG.warnf(
                        "Budget %s of tenant %s cannot be asked: %s",
                        wish.term().budget(), tenant, failure);
                away = true;
            }
            lease.asking(false);
            refuse(account.refuse(upTo, -1), new Hold.Away(account.term()), agenda);
            serve(account, agenda);
        }
        agenda.run();
    }

    private void refuse(List<Waiting> refused, Hold why, Agenda agenda) {
        for (Waiting waiting : refused) {
            waiting.finish(why);
            agenda.add(waiting::tell);
            if (!waiting.shares().isEmpty()) {
                var taken = new Hold.Held(List.copyOf(waiting.shares()));
                agenda.add(() -> release(taken));
            }
        }
    }
}
