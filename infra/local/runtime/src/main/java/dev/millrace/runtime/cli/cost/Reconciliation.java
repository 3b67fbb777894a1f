package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What admission and the ledger say of one period of a tenant's own budget. Amounts are nano-units.
 *
 * @param start first day, in UTC
 * @param end day after the last
 * @param settled what admission has settled
 * @param leased what is reserved by replicas and not spent yet
 * @param booked what the ledger has of the leases
 */
record Reconciliation(
        String budget, String start, String end, String currency, long settled, long leased, long booked) {

    /**
     * @param budget of {@code /budgets}
     * @param leases all of {@code /costs/reconciliation} in the budget's period
     */
    static Reconciliation of(JsonNode budget, Iterable<JsonNode> leases) {
        long booked = 0;
        for (JsonNode lease : leases) {
            booked = Math.addExact(
                    booked,
                    Math.max(lease.path("spent").asLong(), lease.path("expired").asLong()));
        }
        return new Reconciliation(
                budget.path("budget").asText(),
                budget.path("start").asText(),
                budget.path("end").asText(),
                budget.path("currency").asText(),
                budget.path("settled").asLong(),
                budget.path("leased").asLong(),
                booked);
    }

    long difference() {
        return booked - settled;
    }
}
