package dev.millrace.runtime.broker;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.runtime.broker.dispatch.TriggerStatus;
import dev.millrace.runtime.broker.filter.EventFilter;
import dev.millrace.runtime.broker.query.EventDossier;
import dev.millrace.runtime.broker.signal.BrokerSignal;
import dev.millrace.runtime.broker.topology.Backoff;
import dev.millrace.runtime.broker.topology.Delivery;
import dev.millrace.runtime.broker.topology.Destination;
import dev.millrace.runtime.broker.topology.Topology;
import dev.millrace.runtime.broker.topology.Trigger;
import dev.millrace.testkit.TestDatabase;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker with everything around it: real PostgreSQL, real HTTP, subscribers that the test plays. */
final class BrokerHouse implements AutoCloseable {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration DELAY = Duration.ofMillis(200);

    final Context context = VERTX.getOrCreateContext();
    final ManualTime time = new ManualTime(context);
    final FakeActivator activator = new FakeActivator();
    final TestDatabase database = TestDatabase.create()
            .migrate("broker", Path.of("src/main/resources/db/migration/broker").toAbsolutePath());
    private HikariDataSource dataSource = pool(database);
    final List<BrokerSignal> signals = Collections.synchronizedList(new ArrayList<>());

    private final List<Trigger> triggers = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final boolean realTime;
    private BrokerSettings settings = BrokerSettings.standard();
    private int concurrency = 4;
    private @Nullable Broker broker;
    private @Nullable HttpServer server;

    private BrokerHouse(boolean realTime) {
        this.realTime = realTime;
    }

    /** Time stands still until the test moves it. */
    static BrokerHouse withManualTime() {
        return new BrokerHouse(false);
    }

    static BrokerHouse withRealTime() {
        return new BrokerHouse(true);
    }

    private static HikariDataSource pool(TestDatabase database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername("broker");
        config.setPassword("test");
        config.setMaximumPoolSize(3);
        config.setConnectionTimeout(1_000);
        return new HikariDataSource(config);
    }

    BrokerHouse settings(BrokerSettings settings) {
        this.settings = settings;
        return this;
    }

    BrokerHouse concurrency(int concurrency) {
        this.concurrency = concurrency;
        return this;
    }

    /** A service that listens, by this name. */
    Subscriber subscriber(String service) {
        var subscriber = new Subscriber(VERTX, clock());
        subscribers.add(subscriber);
        activator.serve(service, subscriber.address());
        return subscriber;
    }

    /** Sends everything to the service of the Trigger's name; retries thrice; dead letters go to "dead-letter". */
    BrokerHouse trigger(String name) {
        return trigger(name, EventFilter.EVERYTHING, delivery(3, service("dead-letter")));
    }

    BrokerHouse trigger(String name, EventFilter filter, Delivery delivery) {
        triggers.add(new Trigger(name, filter, service(name), delivery));
        return this;
    }

    BrokerHouse trigger(Trigger trigger) {
        triggers.add(trigger);
        return this;
    }

    static Delivery delivery(int retries, @Nullable Destination sink) {
        return new Delivery(retries, new Backoff.Exponential(DELAY), Duration.ofSeconds(30), sink);
    }

    static Destination service(String name) {
        return new Destination.Service(name, "millrace");
    }

    Clock clock() {
        return realTime ? Clock.systemUTC() : time;
    }

    BrokerHouse start() throws SQLException {
        var surroundings = new Surroundings(
                VERTX,
                context,
                dataSource,
                activator,
                trigger -> concurrency,
                signals::add,
                clock(),
                realTime ? new LoopTimers(VERTX, context) : time);
        broker = new Broker(new Topology("millrace", "default", triggers), settings, surroundings);
        broker.start();
        server = VERTX.createHttpServer(Broker.serverOptions())
                .requestHandler(broker.ingress())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return this;
    }

    /** Leaves the broker where it is, as if its process had died: nothing more of it reaches the store. */
    void abandonBroker() {
        dataSource.close();
        dataSource = pool(database);
        broker = null;
    }

    Broker broker() {
        if (broker == null) {
            throw new IllegalStateException("start the house first");
        }
        return broker;
    }

    int port() {
        if (server == null) {
            throw new IllegalStateException("start the house first");
        }
        return server.actualPort();
    }

    URI door() {
        return URI.create("http://127.0.0.1:" + port() + "/millrace/default");
    }

    /** Posts an event of type {@code test} in binary mode. */
    HttpResponse<String> post(String id) {
        return post(Map.of("ce-specversion", "1.0", "ce-id", id, "ce-source", "/test", "ce-type", "test"), "{}");
    }

    HttpResponse<String> post(Map<String, String> headers, String body) {
        return send(with(headers, HttpRequest.newBuilder(door()).POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    static HttpRequest.Builder with(Map<String, String> headers, HttpRequest.Builder request) {
        headers.forEach(request::header);
        return request;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("The broker's door did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    <S extends BrokerSignal> List<S> signals(Class<S> kind) {
        synchronized (signals) {
            return signals.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    EventDossier dossier(String id) throws SQLException {
        return broker().events().show(id).getFirst();
    }

    TriggerStatus status(String trigger) {
        return broker().status().toCompletionStage().toCompletableFuture().join().triggers().stream()
                .filter(status -> status.trigger().equals(trigger))
                .findFirst()
                .orElseThrow();
    }

    /** Ends every connection of the broker to its store at once. */
    void terminateBackends() throws SQLException {
        asAdmin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE usename = 'broker' AND datname = current_database()");
    }

    /** Lets nobody in any more, and throws out who is. */
    void takeStoreDown() throws SQLException {
        asAdmin("ALTER ROLE broker CONNECTION LIMIT 0");
        terminateBackends();
    }

    void bringStoreUp() throws SQLException {
        asAdmin("ALTER ROLE broker CONNECTION LIMIT -1");
    }

    void asAdmin(String sql) throws SQLException {
        try (var connection = database.connectAsAdmin();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        // First, so that nothing is in flight for long.
        subscribers.forEach(Subscriber::close);
        if (broker != null) {
            broker.close();
        }
        if (server != null) {
            server.close().toCompletionStage().toCompletableFuture().join();
        }
        dataSource.close();
        client.close();
        database.close();
    }
}
