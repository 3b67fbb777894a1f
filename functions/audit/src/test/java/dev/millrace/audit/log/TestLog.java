package dev.millrace.audit.log;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.event.Delivery;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A process with an audit log on some database: several of them on one database are its replicas. */
final class TestLog implements AutoCloseable {

    static final Instant TIME = Instant.parse("2026-11-23T05:06:07.089Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final Notary notary;
    private final AuditLog log;
    private final LogReader reader;
    private final Erasures erasures;

    record Config(String origin, String signingKey, int batch, int queue) implements AuditConfig {
        Config() {
            this("millrace.dev/audit", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", 500, 5000);
        }
    }

    TestLog(int port, String database) {
        this(port, database, Clock.systemUTC());
    }

    TestLog(int port, String name, Clock clock) {
        var server = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setDatabase(name)
                .setUser("audit")
                .setPassword("test")
                .setCachePreparedStatements(true);
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(server)
                .using(new io.vertx.mutiny.core.Vertx(vertx))
                .build();
        var database = new Database(pool);
        var config = new Config();
        notary = new Notary(config);
        var seal = new Seal(notary);
        log = new AuditLog(database, notary, seal, config, clock, vertx);
        reader = new LogReader(database, seal, clock);
        erasures = new Erasures(database, clock);
    }

    AuditLog log() {
        return log;
    }

    LogReader reader() {
        return reader;
    }

    Notary notary() {
        return notary;
    }

    Erasures erasures() {
        return erasures;
    }

    Appended append(AuditedEvent event) {
        return get(log.append(event));
    }

    /** All at once. */
    List<Appended> append(List<AuditedEvent> events) {
        return get(appending(events));
    }

    Uni<List<Appended>> appending(List<AuditedEvent> events) {
        return Uni.join().all(events.stream().map(log::append).toList()).andFailFast();
    }

    static <T> T get(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    static AuditedEvent event(String id) {
        return event("acme", id, "{}");
    }

    static AuditedEvent event(String tenant, String id, String data) {
        var event = new Event<>(
                new EventId(id),
                URI.create("/functions/test"),
                "dev.millrace.test.happened.v1",
                TIME,
                new Event.Context(
                        new TenantId(tenant),
                        "ado/Fabrikam/7",
                        "instance",
                        new EventId("cause"),
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        DataClassification.INTERNAL),
                data.getBytes(StandardCharsets.UTF_8));
        return AuditedEvent.of(new Delivery<>(event, Digest.of(data), "audit"));
    }

    @Override
    public void close() {
        pool.closeAndAwait();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
