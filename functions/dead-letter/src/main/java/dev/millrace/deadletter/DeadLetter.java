package dev.millrace.deadletter;

import dev.millrace.contracts.NameUuid;
import dev.millrace.contracts.TenantId;
import dev.millrace.platform.telemetry.TraceParent;
import io.cloudevents.CloudEvent;
import io.opentelemetry.api.trace.SpanContext;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that one destination did not take.
 *
 * @param id derived from source, event id and destination
 * @param tenant null when the event names none, or a bad one
 * @param traceId of W3C Trace Context, 32 hexadecimal digits
 * @param occurrence how often it died; counts from 1 and grows only when it dies after a replay
 */
public record DeadLetter(
        UUID id,
        URI source,
        String eventId,
        String type,
        @Nullable TenantId tenant,
        @Nullable String correlationId,
        @Nullable String instanceId,
        @Nullable String traceId,
        Death death,
        int occurrence,
        State state,
        Instant firstSeen,
        Instant lastSeen) {

    /** The first death of an event. */
    static DeadLetter of(CloudEvent event, Instant now) {
        Death death = Death.of(event);
        return new DeadLetter(
                NameUuid.of(event.getSource().toString(), event.getId(), death.destination()),
                event.getSource(),
                event.getId(),
                event.getType(),
                tenant(event.getExtension("tenant")),
                text(event.getExtension("correlationid")),
                text(event.getExtension("instanceid")),
                TraceParent.read(event.getExtension("traceparent"))
                        .map(SpanContext::getTraceId)
                        .orElse(null),
                death,
                1,
                new State.Stored(),
                now,
                now);
    }

    private static @Nullable TenantId tenant(@Nullable Object value) {
        try {
            return value == null ? null : new TenantId(value.toString());
        } catch (IllegalArgumentException notOneOfOurs) {
            return null;
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
