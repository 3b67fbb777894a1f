package dev.millrace.contracts;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent (specification 1.0) of the platform with its data.
 *
 * @param id unique within {@code source}
 * @param data what happened or is asked for
 * @param <T> usually a {@link Payload}
 */
public record Event<T>(EventId id, URI source, String type, Instant time, Context context, T data) {

    public Event {
        Objects.requireNonNull(id, "an event needs an id");
        Objects.requireNonNull(source, "an event needs a source");
        if (type == null || type.isBlank()) {
            throw new IllegalArgumentException("an event needs a type");
        }
        Objects.requireNonNull(time, "an event needs a time");
        Objects.requireNonNull(context, "an event needs a context");
        Objects.requireNonNull(data, "an event needs data");
    }

    public <R> Event<R> withData(R other) {
        return new Event<>(id, source, type, time, context, other);
    }

    /**
     * The extension attributes that every event carries along.
     *
     * @param tenant whose event it is
     * @param correlationId the ticket, as {@link TicketRef#toString()}
     * @param instanceId the workflow instance
     * @param causationId the event that caused this one
     * @param traceparent W3C trace context
     */
    public record Context(
            TenantId tenant,
            @Nullable String correlationId,
            @Nullable String instanceId,
            @Nullable EventId causationId,
            @Nullable String traceparent,
            DataClassification classification) {

        public Context {
            Objects.requireNonNull(tenant, "an event needs a tenant");
            Objects.requireNonNull(classification, "an event needs a data classification");
        }

        /** The beginning of a chain of events. */
        public static Context of(TenantId tenant, DataClassification classification) {
            return new Context(tenant, null, null, null, null, classification);
        }

        public Context correlatedBy(TicketRef ticket) {
            return new Context(tenant, ticket.toString(), instanceId, causationId, traceparent, classification);
        }

        public Context causedBy(EventId cause) {
            return new Context(tenant, correlationId, instanceId, cause, traceparent, classification);
        }

        public Context tracedBy(@Nullable String parent) {
            return new Context(tenant, correlationId, instanceId, causationId, parent, classification);
        }

        /** What brokers may partition by: the ticket, else the tenant. */
        public String partitionKey() {
            return Optional.ofNullable(correlationId).orElse(tenant.value());
        }
    }
}
