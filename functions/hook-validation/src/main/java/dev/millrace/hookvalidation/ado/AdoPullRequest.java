package dev.millrace.hookvalidation.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.contracts.events.PullRequestEvent.Updated;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.hookvalidation.Json;
import dev.millrace.hookvalidation.Meaning;
import java.net.URI;
import java.util.Optional;

/** {@code git.pullrequest.*}. */
final class AdoPullRequest {

    private AdoPullRequest() {}

    static Meaning meaning(JsonNode body, HostBinding host) {
        JsonNode pull = body.path("resource");
        String number = Json.text(pull, "/pullRequestId");
        String repository = Json.text(pull, "/repository/name");
        String project = Json.text(pull, "/repository/project/name");
        String source = Json.text(pull, "/sourceRefName");
        String target = Json.text(pull, "/targetRefName");
        Optional<Status> status = status(String.valueOf(Json.text(pull, "/status")));
        if (number == null
                || repository == null
                || project == null
                || source == null
                || target == null
                || status.isEmpty()) {
            return Meaning.unclear(
                    "The pull request lacks its id, repository, branches or status. Set 'Resource details to send' to 'All'.");
        }
        if (!host.serves(project)) {
            return Meaning.foreignProject(project);
        }
        URI page = Json.link(pull, "/_links/web/href");
        return new Meaning.Fact(
                new Updated(
                        new PullRequestRef(host.name(), project, repository, number),
                        status.get(),
                        pull.path("isDraft").asBoolean(false),
                        source,
                        target,
                        Json.text(pull, "/lastMergeSourceCommit/commitId"),
                        page == null ? Json.link(pull, "/url") : page),
                null);
    }

    private static Optional<Status> status(String status) {
        return switch (status) {
            case "active" -> Optional.of(Status.OPEN);
            case "completed" -> Optional.of(Status.MERGED);
            case "abandoned" -> Optional.of(Status.CLOSED);
            default -> Optional.empty();
        };
    }
}
