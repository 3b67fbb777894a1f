package dev.millrace.costwrite.ledger;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.LedgerEvent.CorrectionRequested;
import dev.millrace.contracts.events.LedgerEvent.Rebooking;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.contracts.price.PriceBook;
import dev.millrace.contracts.price.RatePrice;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.event.Delivery;
import dev.millrace.testkit.TestDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A process with a ledger on some database: several of them on one database are its replicas. */
public final class TestLedger implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-11-23T05:06:07.089Z");
    static final LocalDate TODAY = LocalDate.parse("2026-11-23");
    private static final URI SOURCE = URI.create("/functions/test");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final PriceBook.Validity ALWAYS = new PriceBook.Validity(LocalDate.parse("2020-01-01"), null);

    /** One nano for each nanosecond of compute; a build costs a unit per minute. */
    public static final PriceBook PRICES = new PriceBook(
            "USD",
            List.of(),
            List.of(new RatePrice(ALWAYS, 1, Duration.ofNanos(1))),
            List.of(new RatePrice(ALWAYS, 1_000_000_000, Duration.ofMinutes(1))));

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final Database database;
    private final Ledger ledger;
    private final Bookkeeper bookkeeper;
    private final Corrections corrections;

    public TestLedger(int port, String name) {
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setDatabase(name)
                        .setUser("cost_write")
                        .setPassword("test")
                        .setCachePreparedStatements(true))
                .using(new io.vertx.mutiny.core.Vertx(vertx))
                .build();
        database = new Database(pool);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        ledger = new Ledger(database, clock);
        bookkeeper = new Bookkeeper(clock);
        corrections = new Corrections(database, clock);
    }

    public static TestDatabase schema() {
        Path root = Path.of(System.getProperty("millrace.root"));
        return TestDatabase.create()
                .migrate(
                        "cost_write",
                        root.resolve("shared-lib/platform/src/main/resources/db/migration/platform"),
                        root.resolve("functions/cost-write/src/main/resources/db/migration/cost_write"));
    }

    public Ledger ledger() {
        return ledger;
    }

    public Database database() {
        return database;
    }

    public List<Booked> book(Draft... drafts) {
        return get(ledger.book(List.of(drafts)));
    }

    public Draft draft(String id, Payload payload) {
        return draft("acme", id, payload);
    }

    public Draft draft(String tenant, String id, Payload payload) {
        return bookkeeper.draft(event(tenant, id, payload), Digest.of(payload.toString()), PRICES);
    }

    /** Takes back what was booked for an event of acme's. */
    public Corrected correct(String id, @Nullable Rebooking rebooking) {
        var request = new CorrectionRequested(SOURCE.toString(), id, "auditor", "It was wrong", rebooking);
        return get(corrections.correct(new Delivery<>(
                event("acme", "correction-of-" + id, request), Digest.of(request.toString()), "cost-write")));
    }

    private static <T extends Payload> Event<T> event(String tenant, String id, T payload) {
        return new Event<>(
                new EventId(id),
                SOURCE,
                Catalogue.typeOf(payload.getClass()),
                NOW,
                Event.Context.of(new TenantId(tenant), DataClassification.INTERNAL),
                payload);
    }

    static UsageEvent.Spent spent(String lease, long sequence, long cost) {
        return new UsageEvent.Spent(lease, sequence, NOW, NOW, List.of(calls("ado/Fabrikam/7", "default", cost)));
    }

    static UsageEvent.LeaseExpired expired(String lease, long amount) {
        return new UsageEvent.LeaseExpired(lease, NOW, NOW, new Money(amount, "USD"));
    }

    static UsageEvent.Recorded recorded(long busy, long idle) {
        return new UsageEvent.Recorded(
                "pr-writer",
                "instance",
                1,
                NOW,
                NOW,
                List.of(
                        new UsageEvent.Line("ado/Fabrikam/7", UsageEvent.Kind.BUSY, busy),
                        new UsageEvent.Line(null, UsageEvent.Kind.IDLE, idle)));
    }

    public static UsageEvent.Calls calls(String ticket, String model, long cost) {
        return new UsageEvent.Calls(
                ticket,
                "instance",
                "workflows-host",
                "agent",
                "apollo",
                model,
                "stand-in",
                1,
                100,
                40,
                20,
                new Money(cost, "USD"));
    }

    /** What stands on each account, over all days. */
    static SortedMap<String, Long> accounts(TestDatabase database) throws SQLException {
        return table(database, "SELECT account, sum(amount) FROM cost_write.postings GROUP BY account");
    }

    public static SortedMap<String, Long> table(TestDatabase database, String query) throws SQLException {
        try (var connection = database.connectAsAdmin();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            SortedMap<String, Long> table = new TreeMap<>();
            while (rows.next()) {
                table.put(rows.getString(1), rows.getLong(2));
            }
            return table;
        }
    }

    public static long number(TestDatabase database, String query) throws SQLException {
        return table(database, "SELECT 'number', (" + query + ")").getOrDefault("number", 0L);
    }

    public static <T> T get(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    @Override
    public void close() {
        pool.closeAndAwait();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
