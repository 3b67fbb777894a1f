package dev.millrace.costwrite.report;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports on what is booked. */
@Singleton
public class Reports {

    private static final String MERGES = """
        SELECT m.seq, m.tenant, m.host, m.project, m.repository, m.number, m.ticket, m.merged_at,
          coalesce(c.amount, 0)::bigint AS amount
        FROM merges m LEFT JOIN LATERAL (
          SELECT sum(t.amount) AS amount FROM ticket_days t
          WHERE t.tenant = m.tenant AND t.ticket = m.ticket AND t.ticket <> '' AND t.currency = $5) c ON true
        WHERE m.seq > $1 AND m.merged_at >= $2::date AND m.merged_at < $3::date
          AND ($6::text IS NULL OR m.tenant = $6)
        ORDER BY m.seq LIMIT $4""";

    private static final String LEASES = """
        SELECT lease, spent, expired, unattributed, currency FROM leases
        WHERE tenant = $1 AND lease > $2 AND last_day >= $3 AND last_day < $4 ORDER BY lease LIMIT $5""";

    private final Books books;

    public Reports(Books books) {
        this.books = books;
    }

    /** In the order of the keys. */
    public Uni<List<ReportRow>> costs(ReportQuery query) {
        return books.read(query.sql(), query.values(), ReportRow::of);
    }

    /**
     * In the order that they were booked.
     *
     * @param after the last one that was seen; 0 for none
     */
    public Uni<List<MergedPullRequest>> merges(
            Span span, @Nullable String tenant, String currency, long after, int limit) {
        Tuple values = Tuple.of(after, span.from(), span.to(), limit, currency, tenant);
        return books.read(MERGES, values, MergedPullRequest::of);
    }

    /**
     * Leases that were last moved on these days, in the order of their ids.
     *
     * @param after the last one that was seen; '' for none
     */
    public Uni<List<LeaseSum>> leases(Span span, String tenant, String after, int limit) {
        return books.read(LEASES, Tuple.of(tenant, after, span.from(), span.to(), limit), LeaseSum::of);
    }
}
