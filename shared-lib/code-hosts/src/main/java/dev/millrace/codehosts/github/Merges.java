package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.events.PullRequestEvent.Status;

/** Merges pull requests. GitHub says 405 to nearly everything that is in the way, so the pull request is asked why. */
final class Merges {

    private final GithubApi api;

    Merges(GithubApi api) {
        this.api = api;
    }

    /** Asked for once: whether a lost answer was a merge, the pull request tells. */
    String merge(FullName at, String number, String head, String message) {
        String[] lines = message.split("\n", 2);
        ObjectNode body = Json.object()
                .put("sha", head)
                .put("merge_method", "merge")
                .put("commit_title", lines[0].strip())
                .put("commit_message", lines.length < 2 ? "" : lines[1].strip());
        Call put = Call.put(at.path("pulls", number, "merge"));
        Call once = new Call(put.method(), put.target(), put.headers(), body, false);
        try {
            return api.send(once).path("sha").asText();
        } catch (Conflict e) {
            throw reason(api.send(Call.get(at.path("pulls", number))), head, e);
        }
    }

    private static HostException reason(JsonNode pull, String head, Conflict refusal) {
        String which = "the pull request " + pull.path("number").asText();
        if (PullView.status(pull) != Status.OPEN) {
            return new Conflict(Conflict.Kind.MOVED, which + " is merged or closed already");
        }
        if (!head.equals(pull.path("head").path("sha").asText())) {
            return new Conflict(Conflict.Kind.MOVED, which + " is at another commit than " + head);
        }
        if (pull.path("draft").asBoolean()) {
            return new HostException.Forbidden(which + " is a draft");
        }
        return pull.path("mergeable_state").asText().equals("blocked")
                ? new HostException.Forbidden(which + " is blocked by a rule of its target branch")
                : refusal;
    }
}
