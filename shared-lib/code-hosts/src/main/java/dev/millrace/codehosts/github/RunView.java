package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Builds.Build;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.BuildEvent.Result;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads workflow runs. */
final class RunView {

    private RunView() {}

    static Build of(String host, FullName at, JsonNode run) {
        String id = run.path("id").asText();
        String branch = Json.text(run, "head_branch");
        boolean finished = isFinished(run);
        return new Build(
                new BuildRef(host, at.toString(), id),
                Objects.requireNonNullElse(Json.text(run, "name"), id),
                finished ? result(Json.orEmpty(run, "conclusion")) : null,
                Json.text(run, "head_sha"),
                branch == null ? null : "refs/heads/" + branch,
                Json.time(run, "run_started_at"),
                finished ? Json.time(run, "updated_at") : null,
                Json.link(run, "html_url"));
    }

    static boolean isFinished(JsonNode run) {
        return run.path("status").asText().equals("completed");
    }

    /** Whether a run or job ended so that its log says what is wrong. */
    static boolean hasFailed(@Nullable String conclusion) {
        return "failure".equals(conclusion) || "timed_out".equals(conclusion) || "startup_failure".equals(conclusion);
    }

    private static Result result(String conclusion) {
        return switch (conclusion) {
            case "success" -> Result.SUCCEEDED;
            case "neutral", "skipped" -> Result.PARTIALLY_SUCCEEDED;
            case "cancelled" -> Result.CANCELED;
            default -> Result.FAILED;
        };
    }
}
