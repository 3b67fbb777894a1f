package dev.millrace.audit.log;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to show, in the order of the log. What is null does not matter.
 *
 * @param correlation the ticket, as {@code host/project/id}
 * @param trace W3C trace id
 * @param since earliest time of appending
 * @param after number of the last entry that was seen; -1 for none
 * @param limit 1 to {@link #MOST}
 */
public record EntryQuery(
        @Nullable String tenant,
        @Nullable String correlation,
        @Nullable String trace,
        @Nullable String type,
        @Nullable Instant since,
        long after,
        int limit) {

    public static final int MOST = 1000;

    public EntryQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is 1 to " + MOST + ", unlike " + limit);
        }
    }

    /** A number of entries from one on. */
    static EntryQuery range(long from, int count) {
        return new EntryQuery(null, null, null, null, null, from - 1, count);
    }

    /** SQL text and its values; only what was asked for is in it, so that the planner finds the index for it. */
    Statement statement() {
        var statement = new Statement();
        statement.where("entries.seq > ", after);
        statement.where("tenant = ", tenant);
        statement.where("correlationid = ", correlation);
        statement.where("trace_id = ", trace);
        statement.where("type = ", type);
        statement.where("appended_at >= ", since == null ? null : since.atOffset(ZoneOffset.UTC));
        statement.values.addValue(limit);
        return statement;
    }

    /** Grows by one condition after the other. */
    static final class Statement {
        private final List<String> conditions = new ArrayList<>();
        private final Tuple values = Tuple.tuple();

        private void where(String comparison, @Nullable Object value) {
            if (value != null) {
                values.addValue(value);
                conditions.add(comparison + "$" + values.size());
            }
        }

        /** What follows the FROM clause. */
        String clauses() {
            return " WHERE " + String.join(" AND ", conditions) + " ORDER BY entries.seq LIMIT $" + values.size();
        }

        Tuple values() {
            return values;
        }
    }
}
