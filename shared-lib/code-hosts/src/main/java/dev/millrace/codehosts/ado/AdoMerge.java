package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import java.time.Duration;
import java.time.Instant;

/** Completes pull requests. The host takes the wish and merges a moment later, so its end is waited for. */
final class AdoMerge {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final AdoApi api;
    private final Patience patience;
    private final Timing timing;

    AdoMerge(AdoApi api, Patience patience, Timing timing) {
        this.api = api;
        this.patience = patience;
        this.timing = timing;
    }

    String merge(PullRequestRef pull, String head, String message) {
        JsonNode before = api.json(Call.get(Paths.pull(pull)));
        requireMergeable(pull, before, head);
        ObjectNode wish = Json.object().put("status", "completed");
        wish.putObject("lastMergeSourceCommit").put("commitId", head);
        wish.putObject("completionOptions")
                .put("mergeStrategy", "noFastForward")
                .put("mergeCommitMessage", message)
                .put("deleteSourceBranch", false)
                .put("transitionWorkItems", false);
        JsonNode now = api.json(Call.patch(Paths.pull(pull)).json(wish));
        Instant end = timing.clock().instant().plus(patience.total());
        while (PullView.status(now) == Status.OPEN) {
            requireMergeable(pull, now, head);
            refuse(pull, now);
            if (timing.clock().instant().isAfter(end)) {
                throw new HostException.Unavailable(name(pull) + " is still being merged", null);
            }
            pause(pull);
            now = api.json(Call.get(Paths.pull(pull)));
        }
        if (PullView.status(now) == Status.CLOSED) {
            throw closed(pull);
        }
        return now.at("/lastMergeCommit/commitId").asText();
    }

    private static void requireMergeable(PullRequestRef pull, JsonNode now, String head) {
        if (PullView.status(now) != Status.OPEN) {
            throw closed(pull);
        }
        if (now.path("isDraft").asBoolean()) {
            throw new HostException.Forbidden(name(pull) + " is a draft");
        }
        if (!PullView.head(now).equals(head)) {
            throw new Conflict(
                    Conflict.Kind.MOVED, name(pull) + " is at " + PullView.head(now) + " and no longer at " + head);
        }
    }

    /** What the host says once it has tried to merge. */
    private static void refuse(PullRequestRef pull, JsonNode now) {
        String said = name(pull) + " was not merged: "
                + now.path("mergeFailureMessage").asText("");
        switch (now.path("mergeStatus").asText("")) {
            case "conflicts" -> throw new Conflict(Conflict.Kind.MERGE, name(pull) + " has conflicts with its target");
            case "rejectedByPolicy" -> throw new HostException.Forbidden(said);
            case "failure" -> throw new HostException.Unavailable(said, null);
            default -> {}
        }
    }

    private void pause(PullRequestRef pull) {
        try {
            timing.pause().wait(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException.Unavailable("The merge of " + name(pull) + " was no longer waited for", e);
        }
    }

    private static Conflict closed(PullRequestRef pull) {
        return new Conflict(Conflict.Kind.MOVED, name(pull) + " is closed");
    }

    private static String name(PullRequestRef pull) {
        return "Pull request " + pull.number() + " of " + pull.repository();
    }
}
