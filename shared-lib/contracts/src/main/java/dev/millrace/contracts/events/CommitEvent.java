package dev.millrace.contracts.events;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import org.jspecify.annotations.Nullable;

/** One more commit on a draft's branch. */
public sealed interface CommitEvent extends Payload {

    PullRequestRef pullRequest();

    /**
     * @param expectedHead the branch's commit that the edits were made for
     * @param edits an {@link dev.millrace.contracts.document.EditSet}
     */
    @EventType("dev.millrace.commit.requested.v1")
    @HandledBy("pr-writer")
    record Requested(
            PullRequestRef pullRequest,
            String branch,
            String expectedHead,
            String message,
            ContentRef edits,
            boolean protectedPaths)
            implements CommitEvent {}

    /**
     * @param diff of {@link dev.millrace.contracts.Diff}
     * @param patch the same for people: see {@link ApprovalEvent.Requested#patch}; null where it cannot be shown
     */
    @EventType("dev.millrace.commit.pushed.v1")
    record Pushed(
            PullRequestRef pullRequest,
            String target,
            String head,
            Digest diff,
            @Nullable ContentRef patch) implements CommitEvent {}

    @EventType("dev.millrace.commit.refused.v1")
    record Refused(PullRequestRef pullRequest, HostRefusal reason, String detail) implements CommitEvent {}
}
