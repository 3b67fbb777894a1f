package dev.millrace.contracts;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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

        /**
         * Reads the extension attributes of an event. Without {@code dataclassification} it is internal.
         *
         * @param attributes gives an attribute by its name, or null
         * @throws IllegalArgumentException saying which attribute is missing or wrong
         */
        public static Context read(Function<String, @Nullable String> attributes) {
            String tenant = attributes.apply("tenant");
            if (tenant == null) {
                throw new IllegalArgumentException("The event has no extension attribute 'tenant'");
            }
            String cause = attributes.apply("causationid");
            String classification = attributes.apply("dataclassification");
            return new Context(
                    new TenantId(tenant),
                    attributes.apply("correlationid"),
                    attributes.apply("instanceid"),
                    cause == null ? null : new EventId(cause),
                    attributes.apply("traceparent"),
                    classification == null ? DataClassification.INTERNAL : DataClassification.of(classification));
        }

        /** The extension attributes by their names, as every writer of events writes them. */
        public Map<String, String> attributes() {
            var attributes = new LinkedHashMap<String, String>();
            attributes.put("tenant", tenant.value());
            attributes.put("dataclassification", classification.wire());
            attributes.put("partitionkey", partitionKey());
            put(attributes, "correlationid", correlationId);
            put(attributes, "instanceid", instanceId);
            put(attributes, "causationid", causationId);
            put(attributes, "traceparent", traceparent);
            return attributes;
        }

        private static void put(Map<String, String> attributes, String name, @Nullable Object value) {
            if (value != null) {
                attributes.put(name, value.toString());
            }
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
