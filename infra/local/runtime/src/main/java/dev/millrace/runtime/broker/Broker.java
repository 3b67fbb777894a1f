package dev.millrace.runtime.broker;

import dev.millrace.runtime.broker.dispatch.BrokerStatus;
import dev.millrace.runtime.broker.dispatch.Dispatcher;
import dev.millrace.runtime.broker.dispatch.Lanes;
import dev.millrace.runtime.broker.query.Events;
import dev.millrace.runtime.broker.query.Stories;
import dev.millrace.runtime.broker.store.Backlog;
import dev.millrace.runtime.broker.store.Journal;
import dev.millrace.runtime.broker.store.JournalTables;
import dev.millrace.runtime.broker.store.Retention;
import dev.millrace.runtime.broker.topology.Topology;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One Knative Broker with its Triggers. Its tables must be there ({@code db/migration/broker}), and one process only
 * may run it on them. Thread-safe.
 */
public final class Broker implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Broker.class.getName());
    private static final int SWEEP = 500;
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_FULL_SWEEPS = Duration.ofSeconds(1);

    private final Surroundings surroundings;
    private final BrokerSettings settings;
    private final Journal journal;
    private final Dispatcher dispatcher;
    private final Ingress ingress;
    private final HttpClient client;
    private final Retention retention;
    private volatile boolean closed;

    public Broker(Topology topology, BrokerSettings settings, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.settings = settings;
        var dataSource = surroundings.dataSource();
        var backlog = new Backlog(dataSource);
        this.retention = new Retention(dataSource, settings.keepDelivered(), settings.keepDiscarded());
        this.client = surroundings.vertx().createHttpClient(clientOptions(settings));
        this.dispatcher = new Dispatcher(surroundings.context(), surroundings.timers(), surroundings.listener());
        this.journal = new Journal(
                new JournalTables(dataSource), backlog, dispatcher, surroundings.clock(), settings.journal());
        new Lanes(
                        topology,
                        settings.lanes(),
                        backlog,
                        client,
                        surroundings.activator(),
                        surroundings.concurrency(),
                        surroundings.context(),
                        surroundings.clock(),
                        surroundings.timers())
                .layFor(dispatcher, journal);
        this.ingress = new Ingress(topology, journal, surroundings.vertx(), settings.eventBytes());
    }

    /** Server options that leave room for the headers of the largest event. */
    public static HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setMaxHeaderSize(BrokerSettings.standard().eventBytes() * 4)
                .setHandle100ContinueAutomatically(true);
    }

    private static HttpClientOptions clientOptions(BrokerSettings settings) {
        return new HttpClientOptions()
                .setKeepAlive(true)
                .setKeepAliveTimeout(20)
                .setMaxPoolSize(1_000)
                .setMaxHeaderSize(settings.eventBytes() * 4)
                .setConnectTimeout(5_000);
    }

    /**
     * Goes on where the store left off, and opens the door.
     *
     * @throws SQLException when the store cannot be read
     */
    public void start() throws SQLException {
        journal.start();
        sweepLater(BETWEEN_SWEEPS);
    }

    /** Mount it at {@link Topology#path()}; it answers 404 everywhere else. */
    public Handler<HttpServerRequest> ingress() {
        return ingress;
    }

    public Future<BrokerStatus> status() {
        return dispatcher.status();
    }

    /** Looks into the store. */
    public Events events() {
        return new Events(surroundings.dataSource());
    }

    /** Looks into the store for what belongs together. */
    public Stories stories() {
        return new Stories(surroundings.dataSource());
    }

    /**
     * Stops intake, lets what is in flight end, stores the outcomes. Blocks, so never call it on an event loop. What
     * does not end in time is delivered again after the next start.
     */
    @Override
    public void close() {
        closed = true;
        journal.closeDoor();
        await(dispatcher.drain(settings.grace()));
        journal.close(settings.grace());
        await(client.close());
    }

    private void await(Future<Void> future) {
        CompletableFuture<Void> done = future.toCompletionStage().toCompletableFuture();
        done.orTimeout(settings.grace().toMillis() + 1_000, TimeUnit.MILLISECONDS)
                .exceptionally(e -> null)
                .join();
    }

    private void sweepLater(Duration delay) {
        surroundings.timers().after(delay, () -> {
            if (!closed) {
                sweep();
            }
        });
    }

    private void sweep() {
        surroundings
                .context()
                .executeBlocking(() -> retention.sweep(surroundings.clock().instant(), SWEEP), false)
                .onSuccess(gone -> sweepLater(gone == SWEEP ? BETWEEN_FULL_SWEEPS : BETWEEN_SWEEPS))
                .onFailure(e -> {
                    LOG.log(Level.WARNING, "Old events could not be deleted: " + e.getMessage());
                    sweepLater(BETWEEN_SWEEPS);
                });
    }
}
