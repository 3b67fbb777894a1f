package dev.millrace.contracts.events;

import dev.millrace.contracts.EventId;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.Payload;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events that could not be delivered. */
public sealed interface DeadLetterEvent extends Payload {

    /**
     * Somebody wants a dead letter delivered once more. The answer is the original event.
     *
     * @param occurrence how often the letter had died when it was asked for; a later request needs the later number
     */
    @EventType("dev.millrace.deadletter.replay-requested.v1")
    @HandledBy("dead-letter")
    record ReplayRequested(UUID deadLetter, int occurrence, String requestedBy) implements DeadLetterEvent {}

    /** Somebody gave a dead letter up. */
    @EventType("dev.millrace.deadletter.drop-requested.v1")
    @HandledBy("dead-letter")
    record DropRequested(UUID deadLetter, int occurrence, String requestedBy, String reason)
            implements DeadLetterEvent {}

    /**
     * The handler of a command did not take it. What the handler did is unknown: ask it before compensating.
     *
     * @param status HTTP status of its last answer, null when there was none
     */
    @EventType("dev.millrace.deadletter.command-failed.v1")
    record CommandFailed(
            UUID deadLetter,
            EventId command,
            URI source,
            String type,
            String handler,
            @Nullable Integer status) implements DeadLetterEvent {}
}
