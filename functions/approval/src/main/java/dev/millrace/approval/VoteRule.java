package dev.millrace.approval;

import dev.millrace.approval.Verdict.Counts;
import dev.millrace.approval.Verdict.Ignored;
import dev.millrace.approval.Verdict.Why;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.ApprovalEvent.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a vote counts for. One no rejects; {@code needed} different people must say yes; each person's first word stands.
 * A vote counts by the time it was cast, so a slow broker loses nobody's word, unless the question was settled
 * meanwhile.
 */
final class VoteRule {

    private VoteRule() {}

    /**
     * @param approvers who may decide, with what they said so far
     * @param formUsed whether the page's form was used before
     */
    static Verdict judge(
            Approval approval,
            List<Approver> approvers,
            ApprovalEvent.VoteRequested vote,
            Instant castAt,
            boolean formUsed) {
        Optional<Approver> voter = approvers.stream()
                .filter(approver -> approver.person().equals(vote.person()))
                .findFirst();
        if (voter.isEmpty()) {
            return new Ignored(Why.NOT_ASKED);
        }
        if (voter.get().handedTo() != null) {
            return new Ignored(Why.HANDED_ON);
        }
        if (voter.get().vote() != null) {
            return new Ignored(formUsed ? Why.FORM_USED : Why.ALREADY_VOTED);
        }
        if (approval.state() instanceof State.Decided) {
            return new Ignored(Why.ALREADY_DECIDED);
        }
        return counted(approval, approvers, vote, castAt, formUsed);
    }

    private static Verdict counted(
            Approval approval,
            List<Approver> approvers,
            ApprovalEvent.VoteRequested vote,
            Instant castAt,
            boolean formUsed) {
        if (formUsed) {
            return new Ignored(Why.FORM_USED);
        }
        if (!castAt.isBefore(approval.deadline())) {
            return new Ignored(Why.TOO_LATE);
        }
        if (!vote.diff().equals(approval.question().diff())) {
            return new Ignored(Why.OTHER_DIFF);
        }
        if (!vote.approves()) {
            boolean silent = vote.comment() == null || vote.comment().isBlank();
            return silent ? new Ignored(Why.NO_REASON) : new Counts(Outcome.REJECTED);
        }
        long yes = approvers.stream().filter(VoteRule::saidYes).count() + 1;
        return new Counts(yes >= approval.needed() ? Outcome.APPROVED : null);
    }

    private static boolean saidYes(Approver approver) {
        return approver.vote() != null && approver.vote().approves();
    }
}
