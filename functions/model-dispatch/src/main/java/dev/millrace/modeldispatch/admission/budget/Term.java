package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.Budget;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * One period of a budget.
 *
 * @param start first day, in UTC
 * @param end first day after it
 * @param own whether it is the tenant's own budget, whose leases the ledger books by
 */
public record Term(TenantId tenant, String budget, LocalDate start, LocalDate end, Money cap, boolean own) {

    static Term of(TenantId tenant, Budget budget, Instant now) {
        LocalDate start = budget.period().startOf(now);
        return new Term(
                tenant,
                budget.name(),
                start,
                budget.period().after(start),
                budget.cap(),
                budget.project() == null && budget.key() == null);
    }

    /** When the next one begins. */
    public Instant ends() {
        return end.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    boolean covers(Instant moment) {
        return moment.isBefore(ends())
                && !moment.isBefore(start.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Whether leases of the other may be spent in this one: the cap alone may differ. */
    boolean continues(Term other) {
        return start.equals(other.start)
                && end.equals(other.end)
                && cap.currency().equals(other.cap.currency());
    }
}
