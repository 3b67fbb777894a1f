package dev.millrace.approval;

import dev.millrace.platform.rest.Cursor;
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
        @Nullable Cursor after,
        int limit) {}
