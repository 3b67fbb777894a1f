package dev.millrace.durable;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.NameUuid;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.AlarmEvent;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What starts an alarm. Evolves by optional fields; a change of meaning is a new version.
 *
 * @param version {@link #VERSION}
 * @param name whose alarm it is
 * @param traceparent W3C trace context of the event that set it
 */
public record AlarmWork(
        int version,
        TenantId tenant,
        String name,
        Instant at,
        @Nullable String traceparent) {

    /** The version that this code writes and understands. */
    public static final int VERSION = 1;

    public AlarmWork {
        if (version != VERSION) {
            throw new IllegalArgumentException("This alarm understands version " + VERSION + " of its input, unlike "
                    + version + ". Run it with the release that wrote it.");
        }
        Objects.requireNonNull(tenant, "an alarm needs a tenant");
        Objects.requireNonNull(name, "an alarm needs a name");
        Objects.requireNonNull(at, "an alarm needs a time");
    }

    /** What an event sets. */
    public static AlarmWork of(Event.Context context, AlarmEvent.Requested alarm) {
        return new AlarmWork(VERSION, context.tenant(), alarm.name(), alarm.at(), context.traceparent());
    }

    /** The id under which it runs: the same for everything that asks for this alarm. */
    public String instanceId() {
        return NameUuid.of("alarm", tenant.value(), name, at.toString()).toString();
    }

    Event.Context context() {
        return Event.Context.of(tenant, DataClassification.INTERNAL).tracedBy(traceparent);
    }
}
