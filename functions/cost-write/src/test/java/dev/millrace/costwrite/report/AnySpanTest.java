package dev.millrace.costwrite.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.events.LedgerEvent.Rebooking;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.costwrite.ledger.Corrected;
import dev.millrace.costwrite.ledger.TestLedger;
import dev.millrace.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Whatever the span of a report: the sums per month and per day together say what the postings say. */
class AnySpanTest {

    private static final int DAYS = 150;

    /** What becomes of an entry. */
    enum Fate {
        STAYS,
        TAKEN_BACK,
        REBOOKED
    }

    /** @param daysAgo before today */
    record Spending(int daysAgo, int purpose, long cost, Fate fate) {}

    @Provide
    Arbitrary<List<Spending>> spendings() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, DAYS),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.longs().between(0, 1_000),
                        Arbitraries.of(Fate.STAYS, Fate.STAYS, Fate.TAKEN_BACK, Fate.REBOOKED))
                .as(Spending::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void saysWhatThePostingsSay(
            @ForAll("spendings") List<Spending> spendings,
            @ForAll @IntRange(max = DAYS) int daysAgo,
            @ForAll @IntRange(min = 1, max = DAYS) int length)
            throws SQLException {
        // Given
        try (TestDatabase database = Schema.FRESH.copy();
                var ledger = new TestLedger(database.port(), database.name())) {
            book(ledger, spendings);
            LocalDate from = day(TestLedger.NOW).minusDays(daysAgo);
            var span = new Span(from, from.plusDays(length));
            var reports = new Reports(new Books(ledger.database()));

            for (Grouping by : Grouping.values()) {
                // When
                var query = new ReportQuery(by, span, "acme", "USD", null, ReportQuery.MOST);
                List<ReportRow> rows = TestLedger.get(reports.costs(query));

                // Then
                assertThat(table(rows, ReportRow::amount))
                        .as("amounts by %s of %s", by, span)
                        .isEqualTo(postings(database, by, span, "amount"));
                assertThat(table(rows, ReportRow::inputTokens))
                        .as("tokens by %s of %s", by, span)
                        .isEqualTo(postings(database, by, span, "input_tokens"));
            }
        }
    }

    private static void book(TestLedger ledger, List<Spending> spendings) {
        for (int i = 0; i < spendings.size(); i++) {
            Spending spending = spendings.get(i);
            Instant at = TestLedger.NOW.minus(Duration.ofDays(spending.daysAgo()));
            String ticket = "ado/Fabrikam/" + spending.purpose();
            var calls = TestLedger.calls(ticket, "model-" + spending.purpose() % 2, spending.cost());
            ledger.book(ledger.draft("event-" + i, new UsageEvent.Spent("lease", i + 1, at, at, List.of(calls))));
            if (spending.fate() != Fate.STAYS) {
                var elsewhere = spending.fate() == Fate.TAKEN_BACK ? null : new Rebooking("gemini", null, null, null);
                assertThat(ledger.correct("event-" + i, elsewhere)).isInstanceOf(Corrected.Done.class);
            }
        }
    }

    private static SortedMap<String, Long> table(List<ReportRow> rows, ToLongFunction<ReportRow> value) {
        var table = new TreeMap<String, Long>();
        rows.forEach(row -> table.put(row.key(), value.applyAsLong(row)));
        return withoutNothing(table);
    }

    private static SortedMap<String, Long> postings(TestDatabase database, Grouping by, Span span, String what)
            throws SQLException {
        return withoutNothing(TestLedger.table(database, """
            SELECT %1$s::text, sum(%2$s) FROM cost_write.postings
            WHERE account LIKE 'expense:%%' AND day >= '%3$s' AND day < '%4$s' AND %1$s::text <> ''
            GROUP BY %1$s""".formatted(by.column(), what, span.from(), span.to())));
    }

    /** What was taken back whole is not reported. */
    private static SortedMap<String, Long> withoutNothing(SortedMap<String, Long> table) {
        table.values().removeIf(value -> value == 0);
        return table;
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** Made when first touched. */
    private static final class Schema {
        static final TestDatabase FRESH = TestLedger.schema();
    }
}
