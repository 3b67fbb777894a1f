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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Sends what the {@link Meter} measured to the broker, one event per tenant, every few seconds of work and once more
 * when the instance ends.
 */
@Singleton
public class UsageReporter {

    private static final Logger LOG = Logger.getLogger(UsageReporter.class);
    private static final int LINES_PER_EVENT = 300;
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final Meter meter;
    private final Sink sink;
    private final Vertx vertx;
    private final Clock clock;
    private final String function;
    private final Duration interval;
    private final String instance = UUID.randomUUID().toString();
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
            vertx.setPeriodic(interval.toMillis(), timer -> report().subscribe().with(done -> {}));
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        if (interval.isPositive()) {
            report().ifNoItem().after(FAREWELL).recoverWithUni(Uni.createFrom().voidItem()).await().indefinitely();
        }
    }

    private Uni<Void> report() {
        List<Uni<Void>> sending = new ArrayList<>();
        Instant until = clock.instant();
        meter.take().forEach((tenant, lines) -> {
            for (int i = 0; i < lines.size(); i += LINES_PER_EVENT) {
                sending.add(send(tenant, until, lines.subList(i, Math.min(lines.size(), i + LINES_PER_EVENT))));
            }
        });
        from = until;
        return sending.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(sending).andCollectFailures().replaceWithVoid();
    }

    private Uni<Void> send(TenantId tenant, Instant until, List<Line> lines) {
        long number = ++sequence;
        var usage = new UsageEvent.Recorded(function, instance, number, from, until, lines);
        var event = new Event<>(
                EventId.derived(instance, Long.toString(number)),
                URI.create("/functions/" + function),
                Catalogue.typeOf(UsageEvent.Recorded.class),
                until,
                Event.Context.of(tenant, DataClassification.INTERNAL),
                usage);
        return sink.publish(event).onFailure().recoverWithUni(failure -> {
            LOG.debugf("Usage is kept for the next report: %s", failure.getMessage());
            meter.giveBack(tenant, lines);
            return Uni.createFrom().voidItem();
        });
    }
}
