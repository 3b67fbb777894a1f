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
            FROM (%s) AS parts GROUP BY part
            HAVING sum(amount) <> 0 OR sum(requests) <> 0 OR sum(nanos) <> 0
            ORDER BY part LIMIT $2""".formatted(parts());
    }

    private String parts() {
        List<String> parts = new ArrayList<>();
        int from = FIRST_OF_PIECES;
        for (Sums.Piece piece : by.sums().over(span)) {
            parts.add(part(piece, from));
            from += 2;
        }
        return String.join(" UNION ALL ", parts);
    }

    private String part(Sums.Piece piece, int from) {
        return """
            SELECT %1$s AS part, account, %2$srequests AS requests, %2$sinput_tokens AS input_tokens,
              %2$scached_tokens AS cached_tokens, %2$soutput_tokens AS output_tokens, %2$snanos AS nanos,
              %2$samount AS amount
            FROM %3$s WHERE %4$s >= $%5$d AND %4$s < $%6$d AND currency = $1%7$s""".formatted(
                by.column(), piece.added() ? "" : "-", piece.table(), piece.date(), from, from + 1, conditions());
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
