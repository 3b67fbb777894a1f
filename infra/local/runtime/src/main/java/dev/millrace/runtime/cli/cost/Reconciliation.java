package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the ledger and who gives out leases say of the same leases.
 *
 * @param agreeing how many leases cost the same in both
 * @param open leases that are still spent from: the ledger follows within seconds
 */
record Reconciliation(int agreeing, int open, List<Difference> differences) {

    Reconciliation {
        differences = List.copyOf(differences);
    }

    /**
     * A lease that the two do not agree on.
     *
     * @param ledger nano-units that are booked
     * @param dispatch nano-units that were settled
     */
    record Difference(String lease, long ledger, long dispatch) {}

    /**
     * Compares ended leases that both know; a lease that only the ledger knows is older than the other side remembers.
     *
     * @param ledger answer of {@code /costs/reconciliation}, pages together
     * @param dispatch answer of {@code /budgets}
     */
    static Reconciliation of(Iterable<JsonNode> ledger, JsonNode dispatch) {
        Map<String, Long> booked = new HashMap<>();
        ledger.forEach(lease -> booked.put(
                lease.path("lease").asText(),
                Math.max(lease.path("spent").asLong(), lease.path("expired").asLong())));
        int agreeing = 0;
        int open = 0;
        List<Difference> differences = new ArrayList<>();
        Map<String, JsonNode> given = leases(dispatch);
        for (String id : new TreeSet<>(given.keySet())) {
            JsonNode lease = given.getOrDefault(id, dispatch);
            long settled = lease.path("settled").asLong();
            long known = booked.getOrDefault(id, 0L);
            if (lease.path("state").asText().equals("live")) {
                open++;
            } else if (known == settled) {
                agreeing++;
            } else {
                differences.add(new Difference(id, known, settled));
            }
        }
        return new Reconciliation(agreeing, open, differences);
    }

    /** Only the tenant's own budget's leases pay for calls; those of other budgets merely bound them. */
    private static Map<String, JsonNode> leases(JsonNode dispatch) {
        Map<String, JsonNode> leases = new HashMap<>();
        for (JsonNode budget : dispatch.path("budgets")) {
            if (!budget.hasNonNull("project") && !budget.hasNonNull("key")) {
                budget.path("leases")
                        .forEach(lease -> leases.put(lease.path("id").asText(), lease));
            }
        }
        return leases;
    }
}
