package dev.millrace.runtime.broker.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events to list; null means any.
 *
 * @param typePrefix start of the type
 * @param since accepted at or after
 * @param before keyset: only events with a lower sequence, the last one of the page before
 */
public record EventQuery(
        @Nullable String typePrefix,
        @Nullable String tenant,
        @Nullable String correlationId,
        @Nullable String traceId,
        @Nullable Instant since,
        @Nullable Long before) {

    public static EventQuery all() {
        return new EventQuery(null, null, null, null, null, null);
    }

    public EventQuery withTypePrefix(String prefix) {
        return new EventQuery(prefix, tenant, correlationId, traceId, since, before);
    }

    public EventQuery withTenant(String id) {
        return new EventQuery(typePrefix, id, correlationId, traceId, since, before);
    }

    public EventQuery withCorrelationId(String id) {
        return new EventQuery(typePrefix, tenant, id, traceId, since, before);
    }

    public EventQuery withTraceId(String id) {
        return new EventQuery(typePrefix, tenant, correlationId, id, since, before);
    }

    public EventQuery withSince(Instant instant) {
        return new EventQuery(typePrefix, tenant, correlationId, traceId, instant, before);
    }

    public EventQuery withBefore(long sequence) {
        return new EventQuery(typePrefix, tenant, correlationId, traceId, since, sequence);
    }
}
