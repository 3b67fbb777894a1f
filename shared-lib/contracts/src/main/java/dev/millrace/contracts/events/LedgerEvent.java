package dev.millrace.contracts.events;

import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.Payload;
import org.jspecify.annotations.Nullable;

/** The ledger itself. */
public sealed interface LedgerEvent extends Payload {

    /**
     * What was booked for an event is wrong: the ledger takes it back in a new entry, and books it anew there.
     *
     * @param source of the event
     * @param eventId of the event
     * @param rebooking null when nothing is to be booked instead
     */
    @EventType("dev.millrace.ledger.correction-requested.v1")
    @HandledBy("cost-write")
    record CorrectionRequested(
            String source,
            String eventId,
            String requestedBy,
            String reason,
            @Nullable Rebooking rebooking) implements LedgerEvent {}

    /**
     * What is otherwise; the rest stays as it was.
     *
     * @param project of the key
     * @param key name of the API key
     * @param correlationId the ticket
     * @param amount only for an event that one expense was booked for
     */
    record Rebooking(
            @Nullable String project,
            @Nullable String key,
            @Nullable String correlationId,
            @Nullable Money amount) {}
}
