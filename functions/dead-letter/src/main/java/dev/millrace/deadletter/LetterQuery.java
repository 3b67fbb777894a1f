package dev.millrace.deadletter;

import dev.millrace.platform.rest.Cursor;
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
        @Nullable Cursor after,
        int limit) {}
