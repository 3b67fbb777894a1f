package dev.millrace.approval;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which questions somebody wants to see, the newest first. A filter that is null lets all through.
 *
 * @param state {@code open} or the word of an outcome
 * @param after the last one that was seen already, null for the first page
 */
public record ApprovalQuery(
        @Nullable String state,
        @Nullable String tenant,
        @Nullable Position after,
        int limit) {

    /** The place of a question in the order of the list. */
    public record Position(Instant openedAt, UUID id) {}
}
