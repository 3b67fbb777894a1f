package dev.millrace.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was asked a question.
 *
 * @param person id in the tenant's directory
 * @param name as people read it
 * @param handedFrom id of who handed their say on to them; null when the policy names them
 * @param handedTo id of whom they handed their say on to, and then they decide no more
 * @param vote null as long as they have not decided
 */
public record Approver(
        String person,
        String name,
        Instant askedAt,
        @Nullable String handedFrom,
        @Nullable String handedTo,
        @Nullable Vote vote) {

    /** @param by how the vote is told: a person's name, or who acted in it */
    public record Vote(
            String by, boolean approves, @Nullable String comment, Instant at) {}

    /** Whether it is theirs to say something. */
    public boolean isSilent() {
        return vote == null && handedTo == null;
    }
}
