package dev.millrace.costwrite.report;

import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger holds of a lease, to be compared with who gave it out. Amounts are nano-units.
 *
 * @param spent what its usage says
 * @param expired amount of the whole lease, null when it was given back
 * @param unattributed what of it no usage explains
 */
public record LeaseSum(String lease, long spent, @Nullable Long expired, long unattributed, String currency) {

    static LeaseSum of(Row row) {
        return new LeaseSum(
                row.getString("lease"),
                row.getLong("spent"),
                row.getLong("expired"),
                row.getLong("unattributed"),
                row.getString("currency"));
    }
}
