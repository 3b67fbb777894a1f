package dev.millrace.costwrite.ledger;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a lease of a budget is used, as the ledger knows it. Usage and expiry may come in any order: in the end an
 * expired lease has cost its whole amount, or what its usage says where that is more.
 *
 * @param spent what its usage says so far
 * @param expired amount of the whole lease; null while it has not expired
 * @param expiredDay where the unattributed rest was booked
 * @param unattributed what of the amount no usage has explained yet
 */
record Lease(
        String id,
        long spent,
        @Nullable Long expired,
        @Nullable LocalDate expiredDay,
        long unattributed,
        LocalDate lastDay,
        String currency) {

    /** A lease after a move, and what the move costs. */
    record Moved(Lease lease, List<Charge> charges) {}

    /** Usage counts in full; as much of it as was unattributed is taken back there. */
    Moved spend(Draft.Subject.Spending spending) {
        long amount = spending.amount();
        long explained = Math.min(amount, unattributed);
        Lease next = new Lease(
                id,
                Math.addExact(spent, amount),
                expired,
                expiredDay,
                unattributed - explained,
                later(spending.day()),
                currency);
        return new Moved(
                next,
                explained == 0 || expiredDay == null
                        ? List.of()
                        : List.of(unattributed(expiredDay, explained).negated()));
    }

    /** What no usage has explained becomes unattributed. A lease expires once. */
    Moved expire(Draft.Subject.Expiry expiry) {
        if (expired != null) {
            return new Moved(this, List.of());
        }
        long rest = Math.max(0, expiry.amount() - spent);
        Lease next = new Lease(id, spent, expiry.amount(), expiry.day(), rest, later(expiry.day()), currency);
        return new Moved(next, rest == 0 ? List.of() : List.of(unattributed(expiry.day(), rest)));
    }

    private Charge unattributed(LocalDate day, long amount) {
        return new Charge(Account.UNATTRIBUTED, Account.SOME_MODEL, Purpose.NONE, Quantity.NONE, day, currency, amount);
    }

    private LocalDate later(LocalDate day) {
        return day.isAfter(lastDay) ? day : lastDay;
    }
}
