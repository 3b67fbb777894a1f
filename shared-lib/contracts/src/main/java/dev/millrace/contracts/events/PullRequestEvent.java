package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.Payload;
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

    enum Status {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("merged")
        MERGED,
        @JsonProperty("closed")
        CLOSED
    }
}
