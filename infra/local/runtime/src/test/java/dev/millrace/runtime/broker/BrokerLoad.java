package dev.millrace.runtime.broker;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.runtime.broker.filter.EventFilter;
import dev.millrace.runtime.broker.topology.Topology;
import dev.millrace.runtime.broker.topology.Trigger;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.flywaydb.core.Flyway;

/**
 * Measures the broker on this machine: a PostgreSQL that syncs every commit, clients that each wait for their 202, one
 * subscriber that answers at once; all in one process. Arguments: clients, seconds.
 */
public final class BrokerLoad {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final Histogram door = new ConcurrentHistogram(2);
    private volatile boolean running = true;

    private BrokerLoad() {}

    public static void main(String[] args) throws Exception {
        int clients = args.length > 0 ? Integer.parseInt(args[0]) : 16;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        try (var postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            new BrokerLoad().run(postgres, clients, Duration.ofSeconds(seconds));
        }
    }

    private void run(EmbeddedPostgres postgres, int clients, Duration length) throws Exception {
        var dataSource = prepare(postgres);
        var activator = new FakeActivator();
        var subscriber = vertx.createHttpServer()
                .requestHandler(request -> request.end().onSuccess(v -> {
                    delivered.incrementAndGet();
                    request.response().setStatusCode(204).end();
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        activator.serve("reader", SocketAddress.inetSocketAddress(subscriber.actualPort(), "127.0.0.1"));
        var trigger = new Trigger(
                "reader", EventFilter.EVERYTHING, BrokerHouse.service("reader"), BrokerHouse.delivery(3, null));
        var surroundings = Surroundings.of(vertx, dataSource, activator, t -> 64, signal -> {});
        var broker = new Broker(
                new Topology("millrace", "default", List.of(trigger)), BrokerSettings.standard(), surroundings);
        broker.start();
        var server = vertx.createHttpServer(Broker.serverOptions())
                .requestHandler(broker.ingress())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        var client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(clients));
        for (int i = 0; i < clients; i++) {
            send(client, server.actualPort(), i, 0);
        }
        report("warm up", Duration.ofSeconds(3));
        report("measured", length);
        running = false;
        TimeUnit.SECONDS.sleep(2);
        var status = broker.status().toCompletionStage().toCompletableFuture().join();
        System.out.println(status.triggers());
        broker.close();
        dataSource.close();
        CompletableFuture<Void> closed = vertx.close().toCompletionStage().toCompletableFuture();
        closed.join();
    }

    private void report(String what, Duration length) throws InterruptedException {
        long acceptedBefore = accepted.get();
        long deliveredBefore = delivered.get();
        door.reset();
        long start = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        double took = (System.nanoTime() - start) / 1e9;
        System.out.println(String.format(
                Locale.ROOT,
                "%s: accepted %.0f/s, delivered %.0f/s, refused %d, 202 after p50 %.1f ms p99 %.1f ms",
                what,
                (accepted.get() - acceptedBefore) / took,
                (delivered.get() - deliveredBefore) / took,
                refused.get(),
                door.getValueAtPercentile(50) / 1e3,
                door.getValueAtPercentile(99) / 1e3));
    }

    private void send(HttpClient client, int port, int number, int turn) {
        long start = System.nanoTime();
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/millrace/default")
                .putHeader("ce-specversion", "1.0")
                .putHeader("ce-id", number + "-" + turn)
                .putHeader("ce-source", "/load")
                .putHeader("ce-type", "dev.millrace.load.sent.v1")
                .putHeader("ce-tenant", "acme")
                .putHeader("ce-correlationid", "ticket-" + turn % 100)
                .putHeader("ce-traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .putHeader("content-type", "application/json");
        client.request(options)
                .compose(request -> request.send(Buffer.buffer("{\"text\":\"" + "x".repeat(500) + "\"}")))
                .compose(response -> response.end().map(response.statusCode()))
                .onComplete(answer -> {
                    if (answer.succeeded() && answer.result() == 202) {
                        accepted.incrementAndGet();
                        door.recordValue((System.nanoTime() - start) / 1_000);
                    } else {
                        refused.incrementAndGet();
                    }
                    if (running) {
                        send(client, port, number, turn + 1);
                    }
                });
    }

    private static HikariDataSource prepare(EmbeddedPostgres postgres) throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        try (var connection = DriverManager.getConnection(url + "?user=postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE broker LOGIN PASSWORD 'test'");
        }
        Flyway.configure()
                .dataSource(url, "postgres", "postgres")
                .schemas("broker")
                .locations("filesystem:"
                        + Path.of("src/main/resources/db/migration/broker").toAbsolutePath())
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection(url + "?user=postgres");
                var statement = connection.createStatement()) {
            statement.execute("GRANT USAGE ON SCHEMA broker TO broker");
        }
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("broker");
        config.setPassword("test");
        config.setMaximumPoolSize(3);
        return new HikariDataSource(config);
    }
}
