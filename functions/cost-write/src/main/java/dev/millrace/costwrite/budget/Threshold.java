package dev.millrace.costwrite.budget;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.BudgetEvent;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A threshold that a budget reached in a period.
 *
 * @param ends first day after the period
 */
record Threshold(
        TenantId tenant,
        String budget,
        LocalDate start,
        LocalDate ends,
        int percent,
        Money booked,
        Money cap,
        Instant reachedAt) {

    private static final URI SOURCE = URI.create("/functions/cost-write");

    /** The same event, however often it is made. */
    Event<BudgetEvent.Reached> event() {
        return new Event<>(
                EventId.derived(tenant.value(), budget, start.toString(), Integer.toString(percent)),
                SOURCE,
                Catalogue.typeOf(BudgetEvent.Reached.class),
                reachedAt,
                Event.Context.of(tenant, DataClassification.INTERNAL),
                new BudgetEvent.Reached(budget, start, ends, percent, booked, cap));
    }
}
