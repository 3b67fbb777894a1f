package dev.millrace.contracts.events;

import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.Payload;

/** The audit log itself. */
public sealed interface AuditEvent extends Payload {

    /**
     * Personal data of a ticket must go: the log forgets what would link its entries to their content. Its proofs stay
     * valid.
     *
     * @param correlationId the ticket, as {@code host/project/id}
     */
    @EventType("dev.millrace.audit.erasure-requested.v1")
    @HandledBy("audit")
    record ErasureRequested(String correlationId, String requestedBy, String reason) implements AuditEvent {}

    /** @param entries how many entries were cut from their content */
    @EventType("dev.millrace.audit.erased.v1")
    record Erased(String correlationId, long entries) implements AuditEvent {}
}
