package dev.millrace.modeldispatch.admission;

import dev.millrace.contracts.Event;
import dev.millrace.modeldispatch.admission.budget.Bookkeeper;
import dev.millrace.modeldispatch.admission.budget.LeaseRules;
import dev.millrace.modeldispatch.admission.budget.Leases;
import dev.millrace.modeldispatch.admission.budget.PostgresLeases;
import dev.millrace.modeldispatch.admission.budget.Purses;
import dev.millrace.platform.database.Database;
import dev.millrace.testkit.TestDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Admission of one process on some database: several of them on one database are its replicas. */
public final class Replica implements AutoCloseable {

    static final LeaseRules RULES =
            new LeaseRules(Duration.ofSeconds(150), Duration.ofSeconds(5), Duration.ofSeconds(120), 10_000_000);

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    public final Leases leases;
    public final Purses purses;
    public final Bookkeeper bookkeeper;
    public final Admission admission;

    /**
     * @param interval zero for one whose bookkeeper is moved by hand
     * @param between stands between the replica and the database
     */
    public Replica(
            int port,
            String name,
            Function<Event<?>, Uni<Void>> broker,
            LeaseRules rules,
            Duration interval,
            Clock clock,
            LongSupplier nanoTime,
            UnaryOperator<Leases> between) {
        var server = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setDatabase(name)
                .setUser("model_dispatch")
                .setPassword("test")
                .setCachePreparedStatements(true);
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(server)
                .using(new io.vertx.mutiny.core.Vertx(vertx))
                .build();
        leases = between.apply(new PostgresLeases(
                new Database(pool), UUID.randomUUID().toString(), rules.life(), Duration.ofSeconds(3)));
        purses = new Purses(leases, rules, clock, nanoTime);
        bookkeeper = new Bookkeeper(purses, leases, broker, vertx, nanoTime, interval);
        admission = new Doorkeeper(purses, BigDecimal.valueOf(100), clock, nanoTime);
    }

    /** The schema of the function on the tests' PostgreSQL. */
    public static TestDatabase schema() {
        Path root = Path.of(System.getProperty("millrace.root"));
        return TestDatabase.create()
                .migrate(
                        "model_dispatch",
                        root.resolve("shared-lib/platform/src/main/resources/db/migration/platform"),
                        root.resolve("functions/model-dispatch/src/main/resources/db/migration/model_dispatch"));
    }

    /** As {@code kill -9}: whatever it held, it says no more. */
    public void kill() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        kill();
    }
}
