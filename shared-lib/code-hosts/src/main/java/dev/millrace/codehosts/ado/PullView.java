package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pull requests as the port has them. */
final class PullView {

    private static final int LONGEST_TITLE = 400;
    private static final int LONGEST_DESCRIPTION = 4000;
    private static final int LISTED_DESCRIPTION = 400;
    private static final String LEFT_OUT = "\n\n[…]\n\n";
    private static final int END = 800;

    private PullView() {}

    static PullRequest of(PullRequestRef ref, JsonNode pull, URI url) {
        Status status = status(pull);
        List<String> labels = Json.elements(pull.path("labels")).stream()
                .filter(label -> label.path("active").asBoolean(true))
                .map(label -> label.path("name").asText())
                .toList();
        return new PullRequest(
                ref,
                status,
                pull.path("isDraft").asBoolean(),
                pull.path("title").asText(),
                pull.path("description").asText(""),
                Paths.branch(pull.path("sourceRefName").asText()),
                Paths.branch(pull.path("targetRefName").asText()),
                head(pull),
                status == Status.MERGED ? Json.text(pull, "/lastMergeCommit/commitId") : null,
                mergeable(pull),
                labels,
                url);
    }

    static Status status(JsonNode pull) {
        return switch (pull.path("status").asText()) {
            case "completed" -> Status.MERGED;
            case "abandoned" -> Status.CLOSED;
            default -> Status.OPEN;
        };
    }

    static String head(JsonNode pull) {
        return pull.at("/lastMergeSourceCommit/commitId").asText();
    }

    private static @Nullable Boolean mergeable(JsonNode pull) {
        return switch (pull.path("mergeStatus").asText()) {
            case "succeeded" -> true;
            case "conflicts" -> false;
            default -> null;
        };
    }

    /** Lists give the first 400 characters of a description. */
    static boolean mayBeCut(JsonNode listed) {
        return listed.path("description").asText("").length() >= LISTED_DESCRIPTION;
    }

    static String fittingTitle(String title) {
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…";
    }

    /** The host takes 4000 characters; of a longer one the middle is left out. */
    static String fittingDescription(String description) {
        if (description.length() <= LONGEST_DESCRIPTION) {
            return description;
        }
        int start = LONGEST_DESCRIPTION - END - LEFT_OUT.length();
        return description.substring(0, start) + LEFT_OUT + description.substring(description.length() - END);
    }
}
