package dev.millrace.costwrite.report;

import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * One page of a report.
 *
 * @param tenant null for all
 * @param after last key of the page before; null for the first page
 * @param limit 1 to {@link #MOST}
 */
public record ReportQuery(
        Grouping by,
        Span span,
        @Nullable String tenant,
        String currency,
        @Nullable String after,
        int limit) {

    public static final int MOST = 1000;

    public ReportQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("'limit' must be 1 to " + MOST + ", unlike " + limit);
        }
        if (by.needsTenant() && tenant == null) {
            throw new IllegalArgumentException(
                    "'tenant' must be given, since tickets and workflows are reported per tenant");
        }
    }

    String sql() {
        String column = by.column();
        String tenants = tenant == null ? "" : " AND tenant = $5";
        String later = after == null ? "" : " AND " + column + " > $" + (tenant == null ? 5 : 6) + "::text" + by.cast();
        String some = by == Grouping.DAY ? "" : " AND " + column + " <> ''";
        return """
            SELECT %1$s::text AS label, sum(amount)::bigint AS amount,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:model'), 0)::bigint AS model,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:compute:busy'), 0)::bigint AS busy,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:compute:idle'), 0)::bigint AS idle,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:compute:cold-start'), 0)::bigint AS cold_start,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:build'), 0)::bigint AS build,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:unattributed'), 0)::bigint AS unattributed,
              sum(requests)::bigint AS requests, sum(input_tokens)::bigint AS input_tokens,
              sum(cached_tokens)::bigint AS cached_tokens, sum(output_tokens)::bigint AS output_tokens,
              sum(nanos)::bigint AS nanos
            FROM %2$s WHERE day >= $1 AND day < $2 AND currency = $3%3$s
            GROUP BY %1$s ORDER BY %1$s LIMIT $4""".formatted(column, by.table(), some + tenants + later);
    }

    Tuple values() {
        Tuple values = Tuple.of(span.from(), span.to(), currency, limit);
        if (tenant != null) {
            values.addValue(tenant);
        }
        if (after != null) {
            values.addValue(after);
        }
        return values;
    }
}
