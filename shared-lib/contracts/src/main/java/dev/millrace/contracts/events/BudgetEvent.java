package dev.millrace.contracts.events;

import dev.millrace.contracts.EventType;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.Payload;
import java.time.LocalDate;

/** How far a tenant's budgets are used up. */
public sealed interface BudgetEvent extends Payload {

    /**
     * A threshold was passed, once in each period.
     *
     * @param budget its name in the registry
     * @param start first day of the period, in UTC
     * @param end first day after it
     * @param percent 80, 90 or 100; at 100 nothing more is spent in the period
     * @param booked what the ledger says, compute and builds included
     */
    @EventType("dev.millrace.budget.reached.v1")
    record Reached(String budget, LocalDate start, LocalDate end, int percent, Money booked, Money cap)
            implements BudgetEvent {}
}
