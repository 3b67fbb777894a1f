package dev.millrace.costwrite.focus;

import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;

/**
 * A row of the ledger's sums per day.
 *
 * @param tokens of input and output
 * @param amount nano-units
 */
record DaySum(
        String tenant,
        LocalDate day,
        String account,
        String function,
        String project,
        String key,
        String model,
        String upstream,
        String currency,
        long tokens,
        long nanos,
        long amount) {

    static DaySum of(Row row) {
        return new DaySum(
                row.getString("tenant"),
                row.getLocalDate("day"),
                row.getString("account"),
                row.getString("function"),
                row.getString("project"),
                row.getString("key"),
                row.getString("model"),
                row.getString("upstream"),
                row.getString("currency"),
                row.getLong("tokens"),
                row.getLong("nanos"),
                row.getLong("amount"));
    }
}
