package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.RepositoryRef;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Pull requests on a code host; GitLab calls them merge requests. */
public sealed interface PullRequestEvent extends Payload {

    /**
     * Where a pull request lives.
     *
     * @param host name of the host binding in the tenant's registry entry
     */
    record PullRequestRef(String host, String project, String repository, String number) {}

    /**
     * Somebody created, changed, merged or closed a pull request.
     *
     * @param head commit of the source branch, where the host says so
     */
    @EventType("dev.millrace.pullrequest.updated.v1")
    record Updated(
            PullRequestRef pullRequest,
            Status status,
            boolean draft,
            String sourceRef,
            String targetRef,
            @Nullable String head,
            @Nullable URI url)
            implements PullRequestEvent {}

    /**
     * A pull request was merged by us.
     *
     * @param head commit that was merged
     * @param mergeCommit what the target branch is at since
     */
    @EventType("dev.millrace.pullrequest.merged.v1")
    record Merged(
            PullRequestRef pullRequest,
            String targetRef,
            String head,
            String mergeCommit,
            @Nullable URI url) implements PullRequestEvent {}

    /**
     * The work came to nothing: close the pull request, delete the branch.
     *
     * @param pullRequest null when none was opened, or nobody knows
     */
    @EventType("dev.millrace.pullrequest.abandon-requested.v1")
    @HandledBy("pr-writer")
    record AbandonRequested(
            RepositoryRef repository,
            String branch,
            @Nullable PullRequestRef pullRequest,
            String reason) implements PullRequestEvent {}

    /** Neither branch nor open pull request is left. */
    @EventType("dev.millrace.pullrequest.abandoned.v1")
    record Abandoned(
            RepositoryRef repository,
            String branch,
            @Nullable PullRequestRef pullRequest) implements PullRequestEvent {}

    enum Status {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("merged")
        MERGED,
        @JsonProperty("closed")
        CLOSED
    }
}
