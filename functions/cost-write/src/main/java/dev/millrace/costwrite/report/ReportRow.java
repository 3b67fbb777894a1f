package dev.millrace.costwrite.report;

import io.vertx.mutiny.sqlclient.Row;

/**
 * What something has cost. Amounts are nano-units of the report's currency.
 *
 * @param amount the sum of the six that follow
 * @param busy time that functions worked
 * @param idle time that they waited after work
 * @param unattributed leases that expired, beyond what their usage says
 * @param inputTokens all of them, the cached ones included
 * @param nanos nanoseconds of functions and builds
 */
public record ReportRow(
        String key,
        long amount,
        long model,
        long busy,
        long idle,
        long coldStart,
        long build,
        long unattributed,
        long requests,
        long inputTokens,
        long cachedTokens,
        long outputTokens,
        long nanos) {

    static ReportRow of(Row row) {
        return new ReportRow(
                row.getString("label"),
                row.getLong("amount"),
                row.getLong("model"),
                row.getLong("busy"),
                row.getLong("idle"),
                row.getLong("cold_start"),
                row.getLong("build"),
                row.getLong("unattributed"),
                row.getLong("requests"),
                row.getLong("input_tokens"),
                row.getLong("cached_tokens"),
                row.getLong("output_tokens"),
                row.getLong("nanos"));
    }
}
