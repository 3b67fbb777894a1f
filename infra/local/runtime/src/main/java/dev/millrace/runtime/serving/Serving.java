package dev.millrace.runtime.serving;

import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.Launches;
import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.process.ProcessTable;
import dev.millrace.runtime.process.Session;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scale to zero on one machine: starts a service's process on its first request, holds requests while it starts, sizes
 * it by demand and stops it when idle, with the meaning that Knative Serving gives to the manifests. Thread-safe.
 */
public final class Serving implements Activator, AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(2);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration LAST_GRACE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Timers timers;
    private final Map<String, Revision> revisions = new TreeMap<>();
    private volatile boolean closed;

    /** Serves with the machine's clock. */
    public Serving(
            Vertx vertx,
            Collection<ServiceManifest> services,
            Launches launches,
            ProcessTable table,
            Ports ports,
            ServingListener listener) {
        this(vertx, services, launches, table, ports, listener, Clock.systemUTC(), new VertxTimers(vertx));
    }

    Serving(
            Vertx vertx,
            Collection<ServiceManifest> services,
            Launches launches,
            ProcessTable table,
            Ports ports,
            ServingListener listener,
            Clock clock,
            Timers timers) {
        this.vertx = vertx;
        this.timers = timers;
        var starts = new InstanceStart(launches, table, ports, Session.ofSystem(), LONGEST_START);
        for (ServiceManifest service : services) {
            revisions.put(service.name(), new Revision(service, starts, listener, clock, timers));
        }
    }

    /** Starts what shall run without any request, and the clock of the autoscaler. */
    public void start() {
        revisions.values().forEach(Revision::open);
        timers.after(TICK, this::tick);
    }

    /** {@inheritDoc} The future completes on the context of the caller. */
    @Override
    public Future<Seat> seat(String service, Duration patience) {
        Revision revision = revisions.get(service);
        return revision == null
                ? Future.failedFuture(new NoSeat(404, "There is no service " + service))
                : revision.seat(patience, vertx.getOrCreateContext());
    }

    /** Every service at this moment, by name. */
    public List<ServiceStatus> status() {
        return revisions.values().stream().map(Revision::status).toList();
    }

    /** Ends every instance, by force where asking does not help within ten seconds. Blocks until all have ended. */
    @Override
    public void close() {
        closed = true;
        revisions.values().forEach(Revision::close);
        try {
            if (!awaitEnd(GRACE)) {
                revisions.values().forEach(Revision::kill);
                awaitEnd(LAST_GRACE);
            }
        } catch (InterruptedException e) {
            revisions.values().forEach(Revision::kill);
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitEnd(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean all = true;
        for (Revision revision : revisions.values()) {
            all &= revision.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()));
        }
        return all;
    }

    private void tick() {
        if (!closed) {
            revisions.values().forEach(Revision::tick);
            Thread.ofVirtual().start(() -> revisions.values().forEach(Revision::trimLog));
            timers.after(TICK, this::tick);
        }
    }
}
