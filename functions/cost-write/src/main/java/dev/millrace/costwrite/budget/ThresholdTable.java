package dev.millrace.costwrite.budget;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** The statements on budgets and their thresholds; the connection has been told which tenant it is. */
final class ThresholdTable {

    private static final String BOOKED = """
        SELECT w.place, coalesce(sum(spending.amount), 0)::bigint AS booked
        FROM unnest($2::date[], $3::date[], $4::text[], $5::text[], $6::text[])
          WITH ORDINALITY AS w (start, ends, project, key, currency, place)
        LEFT JOIN spending ON spending.tenant = $1 AND spending.day >= w.start AND spending.day < w.ends
          AND spending.currency = w.currency AND (w.project IS NULL OR spending.project = w.project)
          AND (w.key IS NULL OR spending.key = w.key)
        GROUP BY w.place ORDER BY w.place""";

    private static final String REACHED = """
        INSERT INTO thresholds (tenant, budget, start, percent, ends, booked, cap, currency, reached_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant, budget, start, percent) DO NOTHING""";

    private static final String UNCONFIRMED = """
        SELECT budget, start, percent, ends, booked, cap, currency, reached_at FROM thresholds
        WHERE tenant = $1 AND NOT confirmed ORDER BY reached_at, budget, percent""";

    private static final String CONFIRM = """
        UPDATE thresholds SET confirmed = true
        WHERE tenant = $1 AND budget = $2 AND start = $3 AND percent = $4""";

    /** @return nano-units, one sum for each period, in their order */
    Uni<List<Long>> booked(SqlConnection connection, TenantId tenant, List<BudgetPeriod> periods) {
        Tuple values = Tuple.of(tenant.value())
                .addValue(periods.stream().map(BudgetPeriod::start).toArray(LocalDate[]::new))
                .addValue(periods.stream().map(BudgetPeriod::end).toArray(LocalDate[]::new))
                .addValue(periods.stream()
                        .map(period -> period.budget().project())
                        .toArray(String[]::new))
                .addValue(periods.stream().map(period -> period.budget().key()).toArray(String[]::new))
                .addValue(periods.stream()
                        .map(period -> period.budget().cap().currency())
                        .toArray(String[]::new));
        return connection
                .preparedQuery(BOOKED)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getLong("booked"))
                        .toList());
    }

    /** The first to reach it counts. */
    Uni<Void> reach(SqlConnection connection, Threshold threshold) {
        return connection
                .preparedQuery(REACHED)
                .execute(Tuple.from(List.of(
                        threshold.tenant().value(),
                        threshold.budget(),
                        threshold.start(),
                        (short) threshold.percent(),
                        threshold.ends(),
                        threshold.booked().nanos(),
                        threshold.cap().nanos(),
                        threshold.cap().currency(),
                        threshold.reachedAt().atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }

    Uni<List<Threshold>> unconfirmed(SqlConnection connection, TenantId tenant) {
        return connection
                .preparedQuery(UNCONFIRMED)
                .execute(Tuple.of(tenant.value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> threshold(tenant, row))
                        .toList());
    }

    Uni<Void> confirm(SqlConnection connection, Threshold threshold) {
        return connection
                .preparedQuery(CONFIRM)
                .execute(Tuple.of(
                        threshold.tenant().value(), threshold.budget(), threshold.start(), (short) threshold.percent()))
                .replaceWithVoid();
    }

    private static Threshold threshold(TenantId tenant, Row row) {
        String currency = row.getString("currency");
        return new Threshold(
                tenant,
                row.getString("budget"),
                row.getLocalDate("start"),
                row.getLocalDate("ends"),
                row.getShort("percent"),
                new Money(row.getLong("booked"), currency),
                new Money(row.getLong("cap"), currency),
                row.getOffsetDateTime("reached_at").toInstant());
    }
}
