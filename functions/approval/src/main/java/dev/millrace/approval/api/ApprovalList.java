package dev.millrace.approval.api;

import dev.millrace.approval.Approval;
import dev.millrace.platform.rest.Cursor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the questions, the newest first.
 *
 * @param next what to ask for with {@code after} to see more, null when there is no more
 */
record ApprovalList(List<ApprovalView> items, @Nullable String next) {

    /** @param found one more than a page holds, when there is more */
    static ApprovalList of(List<Approval> found, int limit, Instant now) {
        List<Approval> shown = found.subList(0, Math.min(limit, found.size()));
        Approval last = found.size() > limit ? shown.getLast() : null;
        return new ApprovalList(
                shown.stream().map(approval -> ApprovalView.of(approval, now)).toList(),
                last == null ? null : new Cursor(last.openedAt(), last.id()).text());
    }
}
