package dev.millrace.approval.api;

import dev.millrace.approval.Approval;
import dev.millrace.approval.State;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question as the API shows it.
 *
 * @param state {@code open} or how it ended
 * @param overdue whether its deadline has passed and nobody has withdrawn it yet
 * @param stuck why nobody's word can decide it as things are; null when it can be decided
 */
record ApprovalView(
        UUID id,
        String tenant,
        String state,
        boolean overdue,
        @Nullable String stuck,
        String title,
        @Nullable String ticket,
        @Nullable URI pullRequest,
        String diff,
        int needed,
        Instant openedAt,
        Instant deadline,
        @Nullable Instant decidedAt,
        @Nullable String comment) {

    static ApprovalView of(Approval approval, Instant now) {
        State.Decided decided = approval.state() instanceof State.Decided ended ? ended : null;
        return new ApprovalView(
                approval.id(),
                approval.tenant().value(),
                decided == null ? "open" : decided.outcome().name().toLowerCase(Locale.ROOT),
                decided == null && !approval.isOpen(now),
                approval.stuck(),
                approval.question().title(),
                approval.ticket(),
                approval.question().url(),
                approval.question().diff().hex(),
                approval.needed(),
                approval.openedAt(),
                approval.deadline(),
                decided == null ? null : decided.at(),
                decided == null ? null : decided.comment());
    }
}
