package dev.millrace.approval.api;

import dev.millrace.approval.Approver;
import dev.millrace.approval.Ledger.Act;
import dev.millrace.approval.Ledger.View;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question with everything that people did.
 *
 * @param acts all that anybody tried to do about it, and what came of it
 * @param views who looked, by the hour
 */
record ApprovalDetail(ApprovalView approval, List<Person> people, List<Act> acts, List<View> views) {

    /**
     * Somebody who may decide.
     *
     * @param link theirs alone: whoever has it decides in their name
     * @param handedFrom id of who handed their say on to them
     * @param handedTo id of whom they handed it on to
     */
    record Person(
            String id,
            String name,
            URI link,
            Instant askedAt,
            @Nullable String handedFrom,
            @Nullable String handedTo,
            Approver.@Nullable Vote vote) {}
}
