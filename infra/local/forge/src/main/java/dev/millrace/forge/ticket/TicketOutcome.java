package dev.millrace.forge.ticket;

/** What became of the wish to make or change a ticket. */
public sealed interface TicketOutcome {

    /** @param before the same as after when nothing was different */
    record Saved(Ticket before, Ticket after) implements TicketOutcome {}

    record StaleRevision(int current) implements TicketOutcome {}

    /** @param reason a sentence that says what to do */
    record BadField(String field, String reason) implements TicketOutcome {}

    record NoSuchTicket() implements TicketOutcome {}
}
