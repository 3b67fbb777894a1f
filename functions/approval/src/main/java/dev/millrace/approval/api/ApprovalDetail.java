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
 * @param acts every attempt to decide, and what came of it
 * @param views who looked, by the hour
 */
record ApprovalDetail(ApprovalView approval, List<Person> people, List<Act> acts, List<View> views) {

    /**
     * Somebody who may decide.
     *
     * @param link theirs alone: whoever has it decides in their name
     */
    record Person(String id, String name, URI link, Instant askedAt, Approver.@Nullable Vote vote) {}
}
