package dev.millrace.deadletter.http;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.DeadLetterEvent;
import dev.millrace.contracts.events.DeadLetterEvent.DropRequested;
import dev.millrace.contracts.events.DeadLetterEvent.ReplayRequested;
import dev.millrace.deadletter.DeadLetter;
import dev.millrace.platform.event.Sink;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;

/** Publishes what an operator wants done. The same wish for the same death is the same event. */
@Singleton
class Door {

    /** All that is known of who asks: operators share one token. */
    private static final String OPERATOR = "operator";

    /** Whose events these are when the dead letter is nobody's. */
    private static final TenantId PLATFORM = new TenantId("platform");

    private final Sink sink;
    private final Clock clock;

    Door(Sink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** Completes when the broker has the request, and fails as {@link Sink#publish} does. */
    Uni<Void> replay(DeadLetter letter) {
        return publish(letter, new ReplayRequested(letter.id(), letter.occurrence(), OPERATOR), "");
    }

    /** Completes when the broker has the request, and fails as {@link Sink#publish} does. */
    Uni<Void> drop(DeadLetter letter, String reason) {
        return publish(letter, new DropRequested(letter.id(), letter.occurrence(), OPERATOR, reason), reason);
    }

    private Uni<Void> publish(DeadLetter letter, DeadLetterEvent request, String words) {
        String type = Catalogue.typeOf(request.getClass());
        TenantId tenant = Objects.requireNonNullElse(letter.tenant(), PLATFORM);
        return sink.publish(new Event<>(
                EventId.derived(letter.id().toString(), Integer.toString(letter.occurrence()), type, words),
                URI.create("/functions/dead-letter"),
                type,
                clock.instant(),
                new Event.Context(tenant, letter.correlationId(), null, null, null, DataClassification.INTERNAL),
                request));
    }
}
