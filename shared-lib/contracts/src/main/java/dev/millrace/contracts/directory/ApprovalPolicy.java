package dev.millrace.contracts.directory;

import java.time.Duration;
import java.util.List;

/**
 * What it takes to approve a change.
 *
 * @param approvers people and groups who may decide
 * @param needed so many of them must say yes; one when unset. One no ends it.
 * @param separationOfDuties whether the ticket's author may not decide; true when unset
 * @param requireSignIn whether people sign in before they decide, so that holding a link is not enough; false when unset
 * @param deadline after which nobody decides any more, 1 minute to 90 days; 3 days when unset
 * @param escalations who is reminded or asked in addition, in their order; a reminder after half of the time when unset
 */
public record ApprovalPolicy(
        List<String> approvers,
        Integer needed,
        Boolean separationOfDuties,
        Boolean requireSignIn,
        Duration deadline,
        List<Escalation> escalations) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(90);

    public ApprovalPolicy {
        if (approvers == null || approvers.isEmpty()) {
            throw new IllegalArgumentException("approvals must name at least one person or group under 'approvers'");
        }
        approvers = List.copyOf(approvers);
        needed = needed == null ? 1 : needed;
        if (needed < 1) {
            throw new IllegalArgumentException("approvals need at least one yes, unlike 'needed: " + needed + "'");
        }
        separationOfDuties = separationOfDuties == null ? Boolean.TRUE : separationOfDuties;
        requireSignIn = requireSignIn == null ? Boolean.FALSE : requireSignIn;
        deadline = deadline == null ? Duration.ofDays(3) : deadline;
        if (deadline.compareTo(SHORTEST) < 0 || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "approvals have a deadline of PT1M to P90D (ISO 8601), unlike " + deadline);
        }
        escalations = escalations == null
                ? List.of(new Escalation(deadline.dividedBy(2), List.of()))
                : List.copyOf(escalations);
    }

    /**
     * A step of escalation: those who have not decided are reminded.
     *
     * @param after the question was opened
     * @param to people and groups who may decide from then on as well
     */
    public record Escalation(Duration after, List<String> to) {

        public Escalation {
            if (after == null || after.isNegative()) {
                throw new IllegalArgumentException("an escalation needs 'after', a duration such as PT4H (ISO 8601)");
            }
            to = to == null ? List.of() : List.copyOf(to);
        }
    }
}
