package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.PullRequests.Check;
import dev.millrace.codehosts.PullRequests.Check.State;
import dev.millrace.codehosts.http.Call;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks on commits. They are reported as commit statuses, which every account may write; check runs, which only apps
 * may, are read as well.
 */
final class Checks {

    private static final int LONGEST_DESCRIPTION = 140;

    private final GithubApi api;

    Checks(GithubApi api) {
        this.api = api;
    }

    void report(FullName at, String commit, Check check) {
        ObjectNode body = Json.object()
                .put("context", check.name())
                .put("description", shortened(check.description()))
                .put(
                        "state",
                        switch (check.state()) {
                            case RUNNING -> "pending";
                            case SUCCEEDED -> "success";
                            case FAILED -> "failure";
                        });
        URI url = check.url();
        if (url != null) {
            body.put("target_url", url.toString());
        }
        api.run(Call.post(at.path("statuses", commit)).json(body).again());
    }

    List<Check> of(FullName at, String commit) {
        List<JsonNode> statuses = api.list(Call.get(at.path("commits", commit, "status")), "statuses");
        List<JsonNode> runs = api.list(Call.get(at.path("commits", commit, "check-runs")), "check_runs");
        return Stream.concat(
                        statuses.stream().map(Checks::status), runs.stream().map(Checks::run))
                .toList();
    }

    static Check status(JsonNode status) {
        State state = switch (status.path("state").asText()) {
            case "success" -> State.SUCCEEDED;
            case "pending" -> State.RUNNING;
            default -> State.FAILED;
        };
        return new Check(
                status.path("context").asText(),
                state,
                Json.orEmpty(status, "description"),
                Json.link(status, "target_url"));
    }

    static Check run(JsonNode run) {
        State state = switch (Json.orEmpty(run, "conclusion")) {
            case "" -> State.RUNNING;
            case "success", "neutral", "skipped" -> State.SUCCEEDED;
            default -> State.FAILED;
        };
        String title = Json.text(run.path("output"), "title");
        return new Check(
                run.path("name").asText(),
                state,
                title == null ? Json.orEmpty(run.path("output"), "summary") : title,
                Json.link(run, "details_url"));
    }

    private static String shortened(String description) {
        int length = description.codePointCount(0, description.length());
        return length <= LONGEST_DESCRIPTION
                ? description
                : description.substring(0, description.offsetByCodePoints(0, LONGEST_DESCRIPTION - 1)) + "…";
    }
}
