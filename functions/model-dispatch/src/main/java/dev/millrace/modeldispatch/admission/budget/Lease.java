package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.modeldispatch.admission.budget.Leases.Renewal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What this replica holds of one budget in one period. The tenant's {@link Purse} guards it. It is open for reservations
 * from the first answer of the database on, until its deadline, which every later answer postpones, or until it is
 * closed. A closed one shrinks to what was spent and reserved, and goes when that is settled and reported.
 */
final class Lease {

    private final UUID id;
    private final Term term;
    private final Tally tally;
    private final long born;
    private long amount;
    private long spent;
    private long reserved;
    private long deadline;
    private long lastUsed;
    private boolean confirmed;
    private boolean closed;
    private boolean gone;
    private boolean asking;

    Lease(UUID id, Term term, Tally tally, long now) {
        this.id = id;
        this.term = term;
        this.tally = tally;
        this.born = now;
        this.lastUsed = now;
    }

    UUID id() {
        return id;
    }

    Term term() {
        return term;
    }

    Tally tally() {
        return tally;
    }

    long amount() {
        return amount;
    }

    long spent() {
        return spent;
    }

    /** Below 0 when calls have cost more than their worst case. */
    long remaining() {
        return amount - spent - reserved;
    }

    /** Whether any answer of the database has named it. */
    boolean isConfirmed() {
        return confirmed;
    }

    boolean isGone() {
        return gone;
    }

    boolean isClosed() {
        return closed;
    }

    /** A question about it is on its way. */
    boolean isAsking() {
        return asking;
    }

    void asking(boolean onItsWay) {
        asking = onItsWay;
    }

    boolean covers(long cost, long now) {
        return confirmed && !closed && now - deadline < 0 && cost <= remaining();
    }

    /** Nanoseconds since somebody reserved some of it. */
    long idle(long now) {
        return now - lastUsed;
    }

    long age(long now) {
        return now - born;
    }

    void reserve(long cost, long now) {
        reserved += cost;
        lastUsed = now;
    }

    /** The end of a reservation. */
    void settle(long cost, long actual) {
        reserved -= cost;
        spent += actual;
    }

    /** The database has answered, so it lives until a deadline at least. */
    void confirm(long newAmount, long newDeadline) {
        learn(newAmount);
        if (!confirmed || newDeadline - deadline > 0) {
            deadline = newDeadline;
        }
        confirmed = true;
    }

    /** An open lease only grows: a smaller amount is an older answer. */
    void learn(long newAmount) {
        amount = Math.max(amount, newAmount);
    }

    void close() {
        closed = true;
    }

    /** It has expired. What calls still make of it is charged already. */
    void lose() {
        closed = true;
        gone = true;
    }

    /** Whether nothing more will be spent of it, and the ledger has everything. */
    boolean isDone() {
        return closed && reserved == 0 && tally.isEmpty();
    }

    /** @return null when there is nothing to say of it now */
    @Nullable
    Renewal renewal() {
        if (gone || (closed ? asking : !confirmed)) {
            return null;
        }
        return new Renewal(id, spent, closed ? spent + reserved : null, isDone());
    }
}
