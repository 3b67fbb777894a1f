package dev.millrace.platform.metering;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.contracts.events.UsageEvent.Line;
import dev.millrace.platform.event.Sink;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Sends what the {@link Meter} measured to the broker, one event per tenant, every few seconds of work and once more
 * when the instance ends. An event that the broker did not confirm is sent again as it is, under its own id, before
 * anything new is measured: the broker may have it already, and the ledger books an id once.
 */
@Singleton
public class UsageReporter {

    private static final Logger LOG = Logger.getLogger(UsageReporter.class);
    /** Keeps an event under the limit with correlation ids of up to 500 bytes. */
    private static final int LINES_PER_EVENT = 100;

    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final Meter meter;
    private final Sink sink;
    private final Vertx vertx;
    private final Clock clock;
    private final String function;
    private final Duration interval;
    private final String instance = UUID.randomUUID().toString();
    private final Queue<Event<UsageEvent.Recorded>> unconfirmed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean reporting = new AtomicBoolean();
    private Instant from;
    private long sequence;

    UsageReporter(
            Meter meter,
            Sink sink,
            Vertx vertx,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String function,
            @ConfigProperty(name = "millrace.metering.interval") Duration interval) {
        this.meter = meter;
        this.sink = sink;
        this.vertx = vertx;
        this.clock = clock;
        this.function = function;
        this.interval = interval;
        this.from = clock.instant();
    }

    void start(@Observes StartupEvent start) {
        if (interval.isPositive()) {
            vertx.setPeriodic(interval.toMillis(), timer -> reportUnlessReporting());
        }
    }

    private void reportUnlessReporting() {
        boolean something = meter.worked() || waiting();
        if (something && reporting.compareAndSet(false, true)) {
            report().onTermination()
                    .invoke(() -> reporting.set(false))
                    .subscribe()
                    .with(done -> {});
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        if (interval.isPositive()) {
            report().chain(this::report)
                    .ifNoItem()
                    .after(FAREWELL)
                    .recoverWithUni(Uni.createFrom().voidItem())
                    .await()
                    .indefinitely();
            unconfirmed.forEach(event -> LOG.warnf("The broker did not confirm the usage event %s", event.id()));
        }
    }

    private Uni<Void> report() {
        List<Uni<Void>> sending = pending().map(this::send).toList();
        return sending.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(sending).andCollectFailures().replaceWithVoid();
    }

    private synchronized Stream<Event<UsageEvent.Recorded>> pending() {
        if (unconfirmed.isEmpty()) {
            measure();
        }
        return List.copyOf(unconfirmed).stream();
    }

    private synchronized boolean waiting() {
        return !unconfirmed.isEmpty();
    }

    private void measure() {
        Instant until = clock.instant();
        meter.take().forEach((tenant, lines) -> {
            for (int i = 0; i < lines.size(); i += LINES_PER_EVENT) {
                List<Line> some = lines.subList(i, Math.min(lines.size(), i + LINES_PER_EVENT));
                unconfirmed.add(event(tenant, until, some));
            }
        });
        from = until;
    }

    private Event<UsageEvent.Recorded> event(TenantId tenant, Instant until, List<Line> lines) {
        long number = ++sequence;
        return new Event<>(
                EventId.derived(instance, Long.toString(number)),
                URI.create("/functions/" + function),
                Catalogue.typeOf(UsageEvent.Recorded.class),
                until,
                Event.Context.of(tenant, DataClassification.INTERNAL),
                new UsageEvent.Recorded(function, instance, number, from, until, lines));
    }

    private Uni<Void> send(Event<UsageEvent.Recorded> event) {
        return sink.publish(event)
                .invoke(() -> unconfirmed.remove(event))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.debugf("Usage event %s is sent again later: %s", event.id(), failure.getMessage());
                    return Uni.createFrom().voidItem();
                });
    }
}
