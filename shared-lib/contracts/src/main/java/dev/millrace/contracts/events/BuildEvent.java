package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds on a code host. */
public sealed interface BuildEvent extends Payload {

    /**
     * Where a build ran.
     *
     * @param host name of the host binding in the tenant's registry entry
     */
    record BuildRef(String host, String project, String id) {}

    /**
     * A build ended.
     *
     * @param pipeline name of its definition
     * @param commit what was built, where the host says so
     * @param ref such as {@code refs/heads/main}
     */
    @EventType("dev.millrace.build.completed.v1")
    record Completed(
            BuildRef build,
            String pipeline,
            Result result,
            @Nullable String commit,
            @Nullable String ref,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable URI url)
            implements BuildEvent {}

    /** A build of a pull request's branch is wanted, unless the host has started one for this commit by itself. */
    @EventType("dev.millrace.build.requested.v1")
    @HandledBy("pr-writer")
    record Requested(PullRequestRef pullRequest, String branch, String commit) implements BuildEvent {}

    @EventType("dev.millrace.build.queued.v1")
    record Queued(BuildRef build, String commit, @Nullable URI url) implements BuildEvent {}

    @EventType("dev.millrace.build.refused.v1")
    record Refused(String commit, HostRefusal reason, String detail) implements BuildEvent {}

    /** How is a build, and what does its log say? */
    @EventType("dev.millrace.build.status-requested.v1")
    @HandledBy("pr-writer")
    record StatusRequested(BuildRef build) implements BuildEvent {}

    /**
     * @param result null while it runs
     * @param log the end of the log of what failed, as UTF-8 text; null when nothing failed
     */
    @EventType("dev.millrace.build.status-reported.v1")
    record StatusReported(
            BuildRef build,
            @Nullable Result result,
            @Nullable ContentRef log) implements BuildEvent {}

    enum Result {
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("partially-succeeded")
        PARTIALLY_SUCCEEDED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("canceled")
        CANCELED
    }
}
