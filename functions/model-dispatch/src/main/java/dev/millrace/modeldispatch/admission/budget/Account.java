package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.contracts.tenant.Budget;
import dev.millrace.modeldispatch.admission.budget.Leases.Wish;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One budget on this replica: its lease, and who waits for a larger one. The tenant's {@link Purse} guards it. */
final class Account {

    /** How much of the last second counts in the rate of spending. */
    private static final double NEWEST = 0.2;

    private Budget budget;
    private Term term;
    private @Nullable Lease lease;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private long turns;
    private long spentLately;
    private double nanosPerSecond;

    Account(Budget budget, Term term) {
        this.budget = budget;
        this.term = term;
    }

    Term term() {
        return term;
    }

    @Nullable
    Lease lease() {
        return lease;
    }

    void use(@Nullable Lease other) {
        lease = other;
    }

    /** Whether the term is that of a budget at a moment. */
    boolean fits(Budget other, Instant now) {
        return budget.equals(other) && term.covers(now);
    }

    /** Follows the registry and the calendar. */
    void enter(Budget newBudget, Term newTerm) {
        budget = newBudget;
        term = newTerm;
    }

    boolean hasQueue() {
        return !queue.isEmpty();
    }

    void enqueue(Waiting waiting) {
        waiting.queued(++turns);
        queue.add(waiting);
    }

    /** The turn of the last one who waits now. */
    long lastTurn() {
        return turns;
    }

    /** The share of a call that the lease covers; null when it does not. */
    @Nullable
    Share share(long cost, long now) {
        if (lease == null || !lease.covers(cost, now)) {
            return null;
        }
        lease.reserve(cost, now);
        return new Share(lease, cost);
    }

    /** Takes the first out of the queue when the lease covers it. */
    @Nullable
    Waiting serve(long now) {
        Waiting first = queue.peek();
        if (first == null) {
            return null;
        }
        Share share = share(first.cost(), now);
        if (share == null) {
            return null;
        }
        queue.remove();
        first.pass(share);
        return first;
    }

    /** Takes those out of the queue who waited already at a turn and need more than an amount. */
    List<Waiting> refuse(long turn, long most) {
        List<Waiting> refused = new ArrayList<>();
        queue.removeIf(waiting -> waiting.turn() <= turn && waiting.cost() > most && refused.add(waiting));
        return refused;
    }

    void spent(long nanos) {
        spentLately += nanos;
    }

    /** To be called every second. */
    void measure() {
        nanosPerSecond += NEWEST * (spentLately - nanosPerSecond);
        spentLately = 0;
    }

    long expected(long seconds) {
        return (long) Math.min(nanosPerSecond * seconds, Long.MAX_VALUE / 4.0);
    }

    /** What to ask for so that all who wait are served, or at least the first. */
    Wish wish(Lease of, long floor, long seconds) {
        long remaining = of.remaining();
        Waiting first = queue.peek();
        long target = Math.max(floor, expected(seconds));
        long waiting = 0;
        for (Waiting each : queue) {
            waiting = saturated(waiting, each.cost());
        }
        long needed = first == null ? 0 : Math.max(0, first.cost() - remaining);
        long wanted = Math.max(needed, Math.max(target, waiting) - remaining);
        return new Wish(of.id(), term, !of.isConfirmed(), of.amount(), wanted, needed);
    }

    private static long saturated(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE / 2 : sum;
    }
}
