package dev.millrace.durable.steps;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.NameUuid;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.TicketEvent;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What starts a workflow. Evolves by optional fields; a change of meaning is a new version.
 *
 * @param version {@link #VERSION}
 * @param generation 0, and one more for each time that the closed ticket was opened again
 * @param title as the hook had it; the host's own takes its place
 * @param repository null leaves it to the ticket's links and the tenant's registry entry
 * @param traceparent W3C trace context of the event that started it
 * @param policy null for the defaults
 */
public record TicketWork(
        int version,
        TenantId tenant,
        TicketRef ticket,
        int generation,
        String title,
        @Nullable URI url,
        @Nullable RepositoryRef repository,
        DataClassification classification,
        @Nullable String traceparent,
        Policy policy) {

    /** The version that this code writes and understands. */
    public static final int VERSION = 1;

    public TicketWork {
        if (version != VERSION) {
            throw new IllegalArgumentException("This workflow understands version " + VERSION + " of its input, unlike "
                    + version + ". Run it with the release that wrote it.");
        }
        Objects.requireNonNull(tenant, "a workflow needs a tenant");
        Objects.requireNonNull(ticket, "a workflow needs a ticket");
        Objects.requireNonNull(classification, "a workflow needs a data classification");
        if (generation < 0) {
            throw new IllegalArgumentException("generations are counted from 0, unlike " + generation);
        }
        title = Objects.requireNonNullElse(title, ticket.id());
        policy = Objects.requireNonNullElse(policy, Policy.DEFAULT);
    }

    /** What a ticket's event starts. */
    public static TicketWork of(Event.Context context, TicketEvent ticket, int generation) {
        return new TicketWork(
                VERSION,
                context.tenant(),
                ticket.ticket(),
                generation,
                ticket.title(),
                ticket.url(),
                null,
                context.classification(),
                context.traceparent(),
                Policy.DEFAULT);
    }

    /** The id under which the workflow runs: the same for everything that asks for this generation of the ticket's work. */
    public String instanceId() {
        return NameUuid.of(tenant.value(), ticket.host(), ticket.project(), ticket.id(), Integer.toString(generation))
                .toString();
    }

    Event.Context context() {
        return Event.Context.of(tenant, classification).correlatedBy(ticket).tracedBy(traceparent);
    }
}
