package dev.millrace.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters somebody wants to see, the last to die first. A filter that is null lets all through.
 *
 * @param state one of the words of {@link State}
 * @param after the last letter that was seen already, null for the first page
 */
public record LetterQuery(
        @Nullable String state,
        @Nullable String tenant,
        @Nullable String type,
        @Nullable String destination,
        @Nullable Position after,
        int limit) {

    /** The place of a letter in the order of the list. */
    public record Position(Instant lastSeen, UUID id) {}
}
