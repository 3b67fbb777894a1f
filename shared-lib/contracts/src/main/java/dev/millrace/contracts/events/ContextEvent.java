package dev.millrace.contracts.events;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TicketRef;
import org.jspecify.annotations.Nullable;

/** What a ticket asks for, read again from its host, and the files that the work needs. */
public sealed interface ContextEvent extends Payload {

    TicketRef ticket();

    /**
     * @param repository where the work is done; null leaves it to the ticket's links and the tenant's registry entry
     * @param largestBytes most bytes of file texts to collect
     */
    @EventType("dev.millrace.context.requested.v1")
    @HandledBy("pr-writer")
    record Requested(TicketRef ticket, @Nullable RepositoryRef repository, long largestBytes) implements ContextEvent {}

    /**
     * @param author who wrote the ticket, as its host names them; they may not approve their own change
     * @param targetRef the branch to change, such as {@code refs/heads/main}
     * @param context a {@link dev.millrace.contracts.document.TicketContext}
     * @param complete whether all text files fitted
     */
    @EventType("dev.millrace.context.collected.v1")
    record Collected(
            TicketRef ticket,
            String title,
            @Nullable String author,
            RepositoryRef repository,
            String targetRef,
            String targetCommit,
            ContentRef context,
            int files,
            boolean complete)
            implements ContextEvent {}

    @EventType("dev.millrace.context.refused.v1")
    record Refused(TicketRef ticket, HostRefusal reason, String detail) implements ContextEvent {}
}
