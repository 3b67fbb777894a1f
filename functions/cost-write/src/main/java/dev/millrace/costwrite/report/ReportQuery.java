package dev.millrace.costwrite.report;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
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

    private static final int FIRST_OF_PIECES = 5;

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
        return """
            SELECT part::text AS label, sum(amount)::bigint AS amount,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:model'), 0)::bigint AS model,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:compute:busy'), 0)::bigint AS busy,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:compute:idle'), 0)::bigint AS idle,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:compute:cold-start'), 0)::bigint AS cold_start,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:build'), 0)::bigint AS build,
              coalesce(sum(amount) FILTER (WHERE account = 'expense:unattributed'), 0)::bigint AS unattributed,
              sum(requests)::bigint AS requests, sum(input_tokens)::bigint AS input_tokens,
              sum(cached_tokens)::bigint AS cached_tokens, sum(output_tokens)::bigint AS output_tokens,
              sum(nanos)::bigint AS nanos
            FROM (%s) AS parts GROUP BY part ORDER BY part LIMIT $2""".formatted(parts());
    }

    private String parts() {
        List<String> parts = new ArrayList<>();
        int from = FIRST_OF_PIECES;
        for (Sums.Piece piece : by.sums().over(span)) {
            parts.add("""
                SELECT %1$s AS part, account, requests, input_tokens, cached_tokens, output_tokens, nanos, amount FROM %2$s
                WHERE %3$s >= $%4$d AND %3$s < $%5$d AND currency = $1%6$s""".formatted(by.column(), piece.table(), piece.date(), from, from + 1, conditions()));
            from += 2;
        }
        return String.join(" UNION ALL ", parts);
    }

    private String conditions() {
        String some = by == Grouping.DAY ? "" : " AND " + by.column() + " <> ''";
        String one = tenant == null ? " AND $3::text IS NULL" : " AND tenant = $3";
        String later = after == null ? " AND $4::text IS NULL" : " AND " + by.column() + " > $4::text" + by.cast();
        return some + one + later;
    }

    Tuple values() {
        Tuple values = Tuple.of(currency, limit, tenant, after);
        by.sums().over(span).forEach(piece -> values.addValue(piece.from()).addValue(piece.to()));
        return values;
    }
}
