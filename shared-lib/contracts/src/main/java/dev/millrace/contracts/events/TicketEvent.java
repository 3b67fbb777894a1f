package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TicketRef;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A ticket asks for work. Hooks carry no signature, so the ticket is read again from its host before anybody acts. */
public sealed interface TicketEvent extends Payload {

    TicketRef ticket();

    String title();

    @Nullable
    URI url();

    /**
     * A ticket asks for a pull request. It may be said again with each change of the ticket; a workflow starts once.
     *
     * @param revision the host's revision of the ticket, where it counts them
     */
    @EventType("dev.millrace.ticket.opened.v1")
    record Opened(
            TicketRef ticket,
            String title,
            @Nullable URI url,
            @Nullable Integer revision,
            Asks asks) implements TicketEvent {}

    /** A ticket that was closed asks again, which starts a new generation of its workflow. */
    @EventType("dev.millrace.ticket.reopened.v1")
    record Reopened(
            TicketRef ticket,
            String title,
            @Nullable URI url,
            @Nullable Integer revision,
            Asks asks) implements TicketEvent {}

    /** How a ticket asks. */
    enum Asks {
        @JsonProperty("by-tag")
        BY_TAG,
        @JsonProperty("by-assignment")
        BY_ASSIGNMENT
    }
}
