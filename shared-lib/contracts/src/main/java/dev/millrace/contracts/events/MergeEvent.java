package dev.millrace.contracts.events;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;

/** Merging a pull request. The good outcome is {@link PullRequestEvent.Merged}. */
public sealed interface MergeEvent extends Payload {

    PullRequestRef pullRequest();

    /**
     * Merges exactly what was approved.
     *
     * @param target commit of the target branch
     * @param head commit of the source branch
     * @param diff of {@link dev.millrace.contracts.Diff}
     */
    @EventType("dev.millrace.merge.requested.v1")
    @HandledBy("pr-writer")
    record Requested(PullRequestRef pullRequest, String target, String head, Digest diff, String message)
            implements MergeEvent {}

    @EventType("dev.millrace.merge.refused.v1")
    record Refused(PullRequestRef pullRequest, HostRefusal reason, String detail) implements MergeEvent {}

    /** What became of a request whose reply did not come? The reply is {@link PullRequestEvent.Merged} when it is merged. */
    @EventType("dev.millrace.merge.status-requested.v1")
    @HandledBy("pr-writer")
    record StatusRequested(PullRequestRef pullRequest) implements MergeEvent {}

    /** Of a pull request without a merge commit. */
    @EventType("dev.millrace.merge.status-reported.v1")
    record StatusReported(PullRequestRef pullRequest, Status status, String head) implements MergeEvent {}
}
