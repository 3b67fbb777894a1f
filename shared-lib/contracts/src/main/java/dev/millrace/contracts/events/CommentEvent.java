package dev.millrace.contracts.events;

import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TicketRef;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Words on a ticket. */
public sealed interface CommentEvent extends Payload {

    TicketRef ticket();

    /**
     * @param topic names the comment on the ticket: a later one on the same topic takes its place
     * @param markdown at most 16 KiB
     */
    @EventType("dev.millrace.comment.requested.v1")
    @HandledBy("pr-writer")
    record Requested(TicketRef ticket, String topic, String markdown) implements CommentEvent {}

    @EventType("dev.millrace.comment.written.v1")
    record Written(TicketRef ticket, String topic, @Nullable URI url) implements CommentEvent {}

    @EventType("dev.millrace.comment.refused.v1")
    record Refused(TicketRef ticket, HostRefusal reason, String detail) implements CommentEvent {}
}
