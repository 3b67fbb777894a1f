package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.http.Call;
import java.util.Map;

/**
 * Merges a merge request. GitLab says no more than "not allowed" when it does not, also while it is still finding out, so
 * the merge request is read again to know why.
 */
final class Merging {

    private static final int LOOKS = 8;

    private final Site site;

    Merging(Site site) {
        this.site = site;
    }

    /** @return the commit of the target branch since */
    String merge(String repository, String number, String head, String message) {
        for (int looks = 0; ; looks++) {
            try {
                return landed(
                        repository,
                        number,
                        site.http()
                                .send(call(repository, number, head, message))
                                .json());
            } catch (HostException.Forbidden | Conflict | HostException.Invalid refused) {
                JsonNode merge = read(repository, number);
                if (looks == LOOKS || !merge.path("state").asText().equals("opened") || !isEarly(merge, head)) {
                    throw why(refused, "!" + number, merge, head);
                }
                site.pause(looks);
            }
        }
    }

    /** Not to be made again when no answer came: a second one would be told that it is merged. */
    private static Call call(String repository, String number, String head, String message) {
        ObjectNode wish = JsonNodeFactory.instance
                .objectNode()
                .put("sha", head)
                .put("merge_commit_message", message)
                .put("squash", false);
        Call put = Call.put(Site.at(repository, "merge_requests", number, "merge"));
        return new Call(put.method(), put.target(), Map.of(), wish, false);
    }

    private JsonNode read(String repository, String number) {
        return site.http()
                .send(Call.get(Site.at(repository, "merge_requests", number)))
                .json();
    }

    /** Large ones are merged after the answer. */
    private String landed(String repository, String number, JsonNode answer) {
        JsonNode merge = answer;
        for (int looks = 0; !merge.path("state").asText().equals("merged"); looks++) {
            if (looks == LOOKS) {
                throw new HostException.Unavailable("!" + number + " is still being merged", null);
            }
            site.pause(looks);
            merge = read(repository, number);
        }
        return MergeRequestView.landed(merge);
    }

    private static boolean isEarly(JsonNode merge, String head) {
        return merge.path("sha").asText().equals(head) && MergeRequestView.isUndecided(merge);
    }

    private static HostException why(HostException refused, String name, JsonNode merge, String head) {
        String state = merge.path("state").asText();
        String now = merge.path("sha").asText();
        if (!state.equals("opened")) {
            return new Conflict(Conflict.Kind.MOVED, name + " is " + state);
        }
        if (!now.equals(head)) {
            return new Conflict(Conflict.Kind.MOVED, name + " is at " + now + " and not at " + head);
        }
        if (MergeRequestView.conflicts(merge)) {
            return new Conflict(Conflict.Kind.MERGE, name + " does not merge");
        }
        return refused instanceof HostException.Forbidden
                ? new HostException.Forbidden(name + " may not be merged: "
                        + merge.path("detailed_merge_status").asText("no reason given"))
                : refused;
    }
}
