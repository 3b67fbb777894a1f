package dev.millrace.costwrite.report;

import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.costwrite.ledger.Booked;
import dev.millrace.costwrite.ledger.Draft;
import dev.millrace.costwrite.ledger.TestLedger;
import dev.millrace.platform.database.GroupCommit;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * On a PostgreSQL that waits for the disk: books usage records with 64 callers, each of which waits for its record's
 * commit; then fills the sums as ten million postings would, and asks for each report.
 */
final class LedgerBenchmark {

    private static final int CALLERS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int ROUNDS = 20;

    private LedgerBenchmark() {}

    /** Arguments: number of callers, 0 for none; whether to ask for reports, true without it. Needs {@code millrace.root}. */
    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        int callers = args.length > 0 ? Integer.parseInt(args[0]) : CALLERS;
        boolean reports = args.length < 2 || Boolean.parseBoolean(args[1]);
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start()) {
            migrate(server);
            try (var ledger = new TestLedger(server.getPort(), "postgres")) {
                if (callers > 0) {
                    book(ledger, callers, WARM_UP);
                    print(callers, book(ledger, callers, MEASURED));
                }
                if (reports) {
                    fill(server);
                    ask(new Reports(new Books(ledger.database())));
                }
            }
        }
        // Idle threads of pools would keep the JVM for a minute.
        System.exit(0);
    }

    private static long[] book(TestLedger ledger, int callers, Duration duration) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        Context context = vertx.getOrCreateContext();
        var commits = new GroupCommit<Draft, Booked>(
                drafts -> ledger.ledger().book(drafts), 500, 5000, task -> context.runOnContext(nothing -> task.run()));
        long end = System.nanoTime() + duration.toNanos();
        var done = new CountDownLatch(callers);
        var number = new AtomicLong(System.nanoTime());
        List<Caller> all = IntStream.range(0, callers)
                .mapToObj(i -> new Caller(ledger, commits, number, end, done))
                .toList();
        all.forEach(Caller::next);
        done.await();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        return all.stream()
                .flatMapToLong(caller -> Arrays.stream(caller.micros, 0, caller.count))
                .toArray();
    }

    private static void print(int callers, long[] micros) {
        Arrays.sort(micros);
        System.out.printf(
                "%d callers: %d usage records/s, p50 %.1f ms, p99 %.1f ms%n",
                callers,
                micros.length / MEASURED.toSeconds(),
                micros[micros.length / 2] / 1e3,
                micros[micros.length * 99 / 100] / 1e3);
    }

    /** One record after the other. */
    private static final class Caller {
        private final TestLedger ledger;
        private final GroupCommit<Draft, Booked> commits;
        private final AtomicLong number;
        private final long end;
        private final CountDownLatch done;
        private final long[] micros = new long[1 << 17];
        private int count;

        Caller(
                TestLedger ledger,
                GroupCommit<Draft, Booked> commits,
                AtomicLong number,
                long end,
                CountDownLatch done) {
            this.ledger = ledger;
            this.commits = commits;
            this.number = number;
            this.end = end;
            this.done = done;
        }

        void next() {
            long start = System.nanoTime();
            if (start >= end) {
                done.countDown();
                return;
            }
            long id = number.incrementAndGet();
            var spent = new UsageEvent.Spent(
                    "lease-" + id % 50,
                    id,
                    TestLedger.NOW,
                    TestLedger.NOW,
                    List.of(TestLedger.calls("ado/Fabrikam/" + id % 1000, "model-" + id % 5, 1_000)));
            commits.submit(ledger.draft("tenant-" + id % 4, "event-" + id, spent))
                    .subscribe()
                    .with(
                            booked -> {
                                micros[count++] = (System.nanoTime() - start) / 1000;
                                next();
                            },
                            failure -> {
                                failure.printStackTrace();
                                done.countDown();
                            });
        }
    }

    private static void ask(Reports reports) {
        var month = new Span(LocalDate.parse("2026-06-01"), LocalDate.parse("2026-07-01"));
        var year = new Span(FIRST, FIRST.plusYears(1));
        // As many days beside whole months as there can be.
        var ragged = new Span(FIRST.plusDays(15), FIRST.plusYears(1).minusDays(15));
        for (Grouping by : Grouping.values()) {
            for (Span span : List.of(month, year, ragged)) {
                @Nullable String tenant = by.needsTenant() ? "tenant-7" : null;
                var first = new ReportQuery(by, span, tenant, "USD", null, 100);
                time(by + " " + span, () -> reports.costs(first));
                @Nullable String after = by == Grouping.DAY ? "2026-06-10" : "m";
                var later = new ReportQuery(by, span, "tenant-7", "USD", after, 100);
                time(by + " " + span + " of a tenant, later page", () -> reports.costs(later));
            }
        }
        time("merged pull requests", () -> reports.merges(month, null, "USD", 0, 100));
        time("leases", () -> reports.leases(month, "tenant-7", "", 100));
    }

    private static void time(String what, Supplier<Uni<?>> question) {
        long[] micros = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            TestLedger.get(question.get());
            micros[i] = (System.nanoTime() - start) / 1000;
        }
        Arrays.sort(micros);
        System.out.printf(
                "%-70s median %.1f ms, worst %.1f ms%n", what, micros[ROUNDS / 2] / 1e3, micros[ROUNDS - 1] / 1e3);
    }

    /**
     * The sums over a year's ten million postings, which are all that reports read: 20 tenants, each with 100 purposes a
     * day, and 5,000 tickets.
     */
    private static void fill(EmbeddedPostgres server) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = cost_write");
            statement.execute(
                    "TRUNCATE entries, postings, days, months, totals, ticket_days, spending, leases, merges");
            statement.execute("""
                INSERT INTO days SELECT 'tenant-' || t, '2026-01-01'::date + d,
                  (ARRAY['expense:model', 'expense:compute:busy', 'expense:compute:idle', 'expense:build'])[1 + i % 4],
                  'function-' || i % 9, 'project-' || i % 10, 'key-' || i % 20, 'model-' || i % 5, 'upstream-' || i,
                  'USD', 14, 14000, 1400, 2800, 14000000, 70000
                FROM generate_series(1, 20) t, generate_series(0, 364) d, generate_series(1, 100) i""");
            statement.execute("""
                INSERT INTO months SELECT tenant, date_trunc('month', day)::date, account, function, project, key, model,
                  upstream, currency, sum(requests), sum(input_tokens), sum(cached_tokens), sum(output_tokens), sum(nanos),
                  sum(amount)
                FROM days GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9""");
            statement.execute("""
                INSERT INTO totals SELECT tenant, day, account, currency, sum(requests), sum(input_tokens),
                  sum(cached_tokens), sum(output_tokens), sum(nanos), sum(amount)
                FROM days GROUP BY 1, 2, 3, 4""");
            statement.execute("""
                INSERT INTO ticket_days SELECT 'tenant-' || t, 'ado/Fabrikam/' || i, 'workflow-' || i,
                  '2026-01-01'::date + i % 365 + d, (ARRAY['expense:model', 'expense:build'])[a], 'USD',
                  25, 25000, 2500, 5000, 25000000, 125000
                FROM generate_series(1, 20) t, generate_series(1, 5000) i, generate_series(0, 9) d,
                  generate_series(1, 2) a""");
            statement.execute("""
                INSERT INTO merges (tenant, host, project, repository, number, ticket, merged_at)
                SELECT 'tenant-' || i % 20, 'ado', 'p', 'r', i::text, 'ado/Fabrikam/' || i % 5000,
                  '2026-01-01'::date + i % 365 FROM generate_series(1, 50000) i""");
            statement.execute("""
                INSERT INTO leases SELECT 'tenant-' || i % 20, 'lease-' || i, 5, NULL, NULL, 0,
                  '2026-01-01'::date + i % 365, 'USD' FROM generate_series(1, 500000) i""");
            statement.execute("VACUUM ANALYZE");
            try (var rows =
                    statement.executeQuery("SELECT (SELECT count(*) FROM days), (SELECT count(*) FROM ticket_days)")) {
                rows.next();
                System.out.printf("%d rows of days, %d of tickets%n", rows.getLong(1), rows.getLong(2));
            }
        }
    }

    private static void migrate(EmbeddedPostgres server) throws IOException, SQLException {
        Path scripts = Path.of(
                System.getProperty("millrace.root"), "functions/cost-write/src/main/resources/db/migration/cost_write");
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE cost_write LOGIN PASSWORD 'test'");
            statement.execute("CREATE SCHEMA cost_write");
            statement.execute("GRANT USAGE ON SCHEMA cost_write TO cost_write");
            statement.execute("SET search_path = cost_write");
            for (String script : List.of("V1__ledger.sql", "V2__months.sql")) {
                statement.execute(Files.readString(scripts.resolve(script)).replace("${role}", "cost_write"));
            }
        }
    }
}
