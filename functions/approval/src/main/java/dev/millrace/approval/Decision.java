package dev.millrace.approval;

import dev.millrace.approval.Approvals.Asked;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.ApprovalEvent.Vote;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells a decision as an event, which holds 64 KiB however much people said. */
final class Decision {

    /** Characters for all comments of votes; each may take four bytes, and JSON's escapes as many. */
    private static final int ROOM = 8_000;

    private Decision() {}

    static ApprovalEvent.Decided of(Asked asked, State.Decided decision) {
        List<Approver.Vote> votes = asked.approvers().stream()
                .map(Approver::vote)
                .filter(Objects::nonNull)
                .toList();
        int longest = ROOM / Math.max(1, votes.size());
        return new ApprovalEvent.Decided(
                asked.approval().id(),
                decision.outcome(),
                asked.approval().question().diff(),
                votes.stream()
                        .map(vote -> new Vote(vote.by(), vote.approves(), vote.at(), cut(vote.comment(), longest)))
                        .toList(),
                decision.comment());
    }

    private static @Nullable String cut(@Nullable String comment, int longest) {
        if (comment == null || comment.length() <= longest) {
            return comment;
        }
        int end = Character.isHighSurrogate(comment.charAt(longest - 1)) ? longest - 1 : longest;
        return comment.substring(0, end) + "…";
    }
}
