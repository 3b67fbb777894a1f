package dev.millrace.costwrite.report;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;

/**
 * A merged pull request and what was spent for its ticket, before and after.
 *
 * @param seq counts merges in the order that they were booked
 * @param ticket '' when it belongs to none; it then costs nothing that is known
 * @param amount nano-units
 */
public record MergedPullRequest(
        long seq,
        String tenant,
        String host,
        String project,
        String repository,
        String number,
        String ticket,
        Instant mergedAt,
        long amount) {

    static MergedPullRequest of(Row row) {
        return new MergedPullRequest(
                row.getLong("seq"),
                row.getString("tenant"),
                row.getString("host"),
                row.getString("project"),
                row.getString("repository"),
                row.getString("number"),
                row.getString("ticket"),
                row.getOffsetDateTime("merged_at").toInstant(),
                row.getLong("amount"));
    }
}
