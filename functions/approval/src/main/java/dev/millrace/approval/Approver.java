package dev.millrace.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may decide a question.
 *
 * @param person id in the tenant's directory
 * @param name as people read it
 * @param vote null as long as they have not decided
 */
public record Approver(
        String person,
        String name,
        Instant askedAt,
        @Nullable Vote vote) {

    /** @param by how the vote is told: a person's name, or who acted in it */
    public record Vote(
            String by, boolean approves, @Nullable String comment, Instant at) {}
}
