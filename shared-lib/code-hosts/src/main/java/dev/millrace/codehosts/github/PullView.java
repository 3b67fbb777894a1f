package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import java.util.List;

/** Reads pull requests, whole or as a list shows them. */
final class PullView {

    private PullView() {}

    static PullRequest of(String host, FullName at, JsonNode pull) {
        return of(host, at, pull, Json.names(pull.path("labels")));
    }

    static PullRequest of(String host, FullName at, JsonNode pull, List<String> labels) {
        Status status = status(pull);
        JsonNode mergeable = pull.path("mergeable");
        return new PullRequest(
                at.pull(host, pull.path("number").asText()),
                status,
                pull.path("draft").asBoolean(),
                pull.path("title").asText(),
                Json.orEmpty(pull, "body"),
                pull.path("head").path("ref").asText(),
                pull.path("base").path("ref").asText(),
                pull.path("head").path("sha").asText(),
                status == Status.MERGED ? Json.text(pull, "merge_commit_sha") : null,
                mergeable.isBoolean() ? (Boolean) mergeable.booleanValue() : null,
                labels,
                Json.link(pull, "html_url"));
    }

    /** Lists lack the field {@code merged}, but know when it was. */
    static Status status(JsonNode pull) {
        if (pull.path("merged").asBoolean() || Json.text(pull, "merged_at") != null) {
            return Status.MERGED;
        }
        return pull.path("state").asText().equals("open") ? Status.OPEN : Status.CLOSED;
    }
}
