package dev.millrace.notification;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.AlarmEvent;
import dev.millrace.platform.event.Sink;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Has this function woken when something is due, so that nothing of it runs until then. */
@Singleton
class Alarms {

    static final String NAME = "notification";

    /** Longer than it takes from the decision to wait until the request is there, and than clocks differ. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final URI SOURCE = URI.create("/functions/notification");

    private final Sink sink;
    private final Clock clock;

    Alarms(Sink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Completes when the broker has the request. One alarm is enough for everything that waits for the same moment. What
     * comes so shortly before that the alarm might be ringing already, and would not be set again, is told by another one
     * a little later.
     */
    Uni<Void> set(TenantId tenant, Instant due) {
        Instant now = clock.instant();
        Instant at = now.plus(MARGIN).isAfter(due) ? due.plus(MARGIN) : due;
        return sink.publish(new Event<>(
                EventId.derived("alarm", tenant.value(), at.toString()),
                SOURCE,
                Catalogue.typeOf(AlarmEvent.Requested.class),
                now,
                Event.Context.of(tenant, DataClassification.INTERNAL),
                new AlarmEvent.Requested(NAME, at)));
    }
}
