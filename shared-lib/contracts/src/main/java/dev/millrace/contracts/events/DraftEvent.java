package dev.millrace.contracts.events;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A branch with one commit and its draft pull request. */
public sealed interface DraftEvent extends Payload {

    /**
     * @param targetCommit the commit that the edits were made for
     * @param branch without {@code refs/heads/}, unique to the workflow instance: asking again changes nothing
     * @param description Markdown, as UTF-8 text
     * @param edits an {@link dev.millrace.contracts.document.EditSet}
     * @param protectedPaths whether pipelines, CODEOWNERS and the like may be changed
     * @param provenance null when the edits are no model's
     */
    @EventType("dev.millrace.draft.requested.v1")
    @HandledBy("pr-writer")
    record Requested(
            TicketRef ticket,
            RepositoryRef repository,
            String targetRef,
            String targetCommit,
            String branch,
            String title,
            ContentRef description,
            ContentRef edits,
            List<String> labels,
            boolean protectedPaths,
            @Nullable Provenance provenance)
            implements DraftEvent {

        public Requested {
            labels = List.copyOf(labels);
        }
    }

    /**
     * Where edits come from.
     *
     * @param model that answered
     * @param prompt digest of the request that it answered
     * @param cost of all model calls for the ticket so far, for people
     */
    record Provenance(String model, Digest prompt, String cost) {}

    /**
     * @param target commit of the target branch
     * @param head commit of the branch
     * @param diff of {@link dev.millrace.contracts.Diff}
     * @param patch the same for people: see {@link ApprovalEvent.Requested#patch}; null where it cannot be shown
     */
    @EventType("dev.millrace.draft.opened.v1")
    record Opened(
            PullRequestRef pullRequest,
            String branch,
            String target,
            String head,
            Digest diff,
            @Nullable URI url,
            @Nullable ContentRef patch)
            implements DraftEvent {}

    @EventType("dev.millrace.draft.refused.v1")
    record Refused(HostRefusal reason, String detail) implements DraftEvent {}

    /** What became of a request whose reply did not come? */
    @EventType("dev.millrace.draft.status-requested.v1")
    @HandledBy("pr-writer")
    record StatusRequested(RepositoryRef repository, String branch) implements DraftEvent {}

    /**
     * @param head null when there is no such branch
     * @param opened null when there is no pull request of it
     */
    @EventType("dev.millrace.draft.status-reported.v1")
    record StatusReported(
            RepositoryRef repository,
            String branch,
            @Nullable String head,
            @Nullable Opened opened,
            @Nullable Status status)
            implements DraftEvent {}
}
