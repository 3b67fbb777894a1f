package dev.millrace.audit.log;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Appends events for ten seconds with 64 callers, each of which waits for its entry, on a PostgreSQL that waits for the
 * disk, and prints how many per second.
 */
final class AuditLogBenchmark {

    private static final int CALLERS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private AuditLogBenchmark() {}

    /** Runs with the number of callers as its only argument, or with 64. Needs the property {@code millrace.root}. */
    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        int callers = args.length > 0 ? Integer.parseInt(args[0]) : CALLERS;
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start()) {
            migrate(server);
            try (var log = new TestLog(server.getPort(), "postgres")) {
                run(log, callers, WARM_UP);
                long[] micros = run(log, callers, MEASURED);
                Arrays.sort(micros);
                System.out.printf(
                        "%d callers: %d events/s, p50 %.1f ms, p99 %.1f ms; the log has %d entries%n",
                        callers,
                        micros.length / MEASURED.toSeconds(),
                        micros[micros.length / 2] / 1e3,
                        micros[micros.length * 99 / 100] / 1e3,
                        TestLog.get(log.reader().size()));
            }
        }
    }

    private static long[] run(TestLog log, int callers, Duration duration) throws InterruptedException {
        var number = new AtomicLong(System.nanoTime());
        long end = System.nanoTime() + duration.toNanos();
        var done = new CountDownLatch(callers);
        List<Caller> all = IntStream.range(0, callers)
                .mapToObj(i -> new Caller(log, number, end, done))
                .toList();
        all.forEach(Caller::next);
        done.await();
        return all.stream()
                .flatMapToLong(caller -> Arrays.stream(caller.micros, 0, caller.count))
                .toArray();
    }

    /** One event after the other. */
    private static final class Caller {
        private final TestLog log;
        private final AtomicLong number;
        private final long end;
        private final CountDownLatch done;
        private final long[] micros = new long[1 << 17];
        private int count;

        Caller(TestLog log, AtomicLong number, long end, CountDownLatch done) {
            this.log = log;
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
            log.log()
                    .append(TestLog.event("event-" + number.incrementAndGet()))
                    .subscribe()
                    .with(
                            appended -> {
                                micros[count++] = (System.nanoTime() - start) / 1000;
                                next();
                            },
                            failure -> {
                                failure.printStackTrace();
                                done.countDown();
                            });
        }
    }

    private static void migrate(EmbeddedPostgres server) throws IOException, SQLException {
        Path script = Path.of(
                System.getProperty("millrace.root"),
                "functions/audit/src/main/resources/db/migration/audit/V1__audit.sql");
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE audit LOGIN PASSWORD 'test'");
            statement.execute("CREATE SCHEMA audit");
            statement.execute("GRANT USAGE ON SCHEMA audit TO audit");
            statement.execute("SET search_path = audit");
            statement.execute(Files.readString(script).replace("${role}", "audit"));
        }
    }
}
