package dev.millrace.hookvalidation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.HookEvent.Ignored;
import dev.millrace.contracts.events.HookEvent.Quarantined;
import dev.millrace.contracts.events.HookEvent.Reason;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.platform.content.ContentStore;
import dev.millrace.platform.event.EventCodec;
import dev.millrace.platform.event.Sink;
import dev.millrace.platform.problem.ProblemException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Turns a hook into exactly one event and hands it to the broker. The event's id follows from the hook, so a hook that
 * is posted again, also after a crash between ledger and broker, becomes the same event again.
 */
@Singleton
class HookIntake {

    private static final Logger LOG = Logger.getLogger(HookIntake.class);

    private final HookLedger ledger;
    private final ContentStore contents;
    private final Sink sink;
    private final EventCodec codec;
    private final HookMeaning meanings;
    private final HookConfig config;
    private final Clock clock;

    HookIntake(
            HookLedger ledger,
            ContentStore contents,
            Sink sink,
            EventCodec codec,
            ObjectMapper json,
            HookConfig config,
            Clock clock) {
        this.ledger = ledger;
        this.contents = contents;
        this.sink = sink;
        this.codec = codec;
        this.meanings = new HookMeaning(json);
        this.config = config;
        this.clock = clock;
    }

    /** Completes when the broker has the event for good. */
    Uni<Void> take(Tenant tenant, HookSubscription hook, Posting posting) {
        var arrival = new Arrival(tenant, "/hooks/" + tenant.id() + "/" + hook.name(), posting);
        Meaning meaning = understood(tenant, hook, posting);
        return ledger.enter(tenant.id(), posting.delivery(), arrival.eventId())
                .chain(first -> event(arrival, first ? meaning : Meaning.usedBefore()))
                .chain(event -> publish(arrival, event));
    }

    private record Arrival(Tenant tenant, String source, Posting posting) {

        EventId eventId() {
            return EventId.derived(
                    source, posting.delivery().id(), posting.delivery().digest().hex());
        }

        Event.Context context() {
            return Event.Context.of(tenant.id(), tenant.classification());
        }
    }

    /** A fault in our reading must not cost a hook. */
    private Meaning understood(Tenant tenant, HookSubscription hook, Posting posting) {
        try {
            return meanings.of(posting, tenant, hook);
        } catch (RuntimeException e) {
            LOG.errorf(e, "A hook of %s could not be read", hook.kind());
            return Meaning.unclear("The hook could not be read. This is a fault of ours; the log says more.");
        }
    }

    private Uni<CloudEvent> event(Arrival arrival, Meaning meaning) {
        return switch (meaning) {
            case Meaning.Fact fact -> Uni.createFrom().item(ours(arrival, fact.payload(), context(arrival, fact)));
            case Meaning.Foreign foreign -> Uni.createFrom().item(renamed(arrival, foreign.event()));
            case Meaning.Nothing nothing ->
                Uni.createFrom()
                        .item(ours(
                                arrival,
                                new Ignored(arrival.posting().delivery(), nothing.hostEvent(), nothing.reason()),
                                arrival.context()));
            case Meaning.Unclear unclear -> quarantined(arrival, unclear);
        };
    }

    /** What makes too large an event is kept aside, too. */
    private Uni<Void> publish(Arrival arrival, CloudEvent event) {
        return sink.publish(event)
                .onFailure(HookIntake::isTooLarge)
                .recoverWithUni(() -> quarantined(
                                arrival,
                                new Meaning.Unclear(Reason.TOO_LARGE, "The hook would make too large an event."))
                        .chain(sink::publish));
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof ProblemException known && known.problem().status() == 413;
    }

    private static Event.Context context(Arrival arrival, Meaning.Fact fact) {
        return fact.ticket() == null ? arrival.context() : arrival.context().correlatedBy(fact.ticket());
    }

    private Uni<CloudEvent> quarantined(Arrival arrival, Meaning.Unclear unclear) {
        Posting posting = arrival.posting();
        return contents.put(arrival.tenant().id(), posting.body().kept().getBytes(), config.keep())
                .map(ref -> ours(
                        arrival,
                        new Quarantined(posting.delivery(), unclear.reason(), unclear.detail(), ref),
                        arrival.context()));
    }

    private CloudEvent ours(Arrival arrival, Payload payload, Event.Context context) {
        return codec.cloudEvent(new Event<>(
                arrival.eventId(),
                URI.create(arrival.source()),
                Catalogue.typeOf(payload.getClass()),
                clock.instant(),
                context,
                payload));
    }

    /** Under an id and source of ours, so that nobody outside can collide with another event. */
    private CloudEvent renamed(Arrival arrival, CloudEvent foreign) {
        Event.Context context = arrival.context();
        return CloudEventBuilder.v1(foreign)
                .withId(arrival.eventId().value())
                .withSource(URI.create(arrival.source()))
                .withTime(foreign.getTime() == null ? clock.instant().atOffset(ZoneOffset.UTC) : foreign.getTime())
                .withExtension("tenant", context.tenant().value())
                .withExtension("dataclassification", context.classification().wire())
                .withExtension("partitionkey", context.partitionKey())
                .build();
    }
}
