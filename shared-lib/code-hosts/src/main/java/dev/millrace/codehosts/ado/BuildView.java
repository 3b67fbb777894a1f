package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Builds.Build;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.BuildEvent.Result;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds as the port has them. Of a pull request the source counts, not the merge that was built. */
final class BuildView {

    private BuildView() {}

    static Build of(BuildRef ref, JsonNode build) {
        return new Build(
                ref,
                Objects.requireNonNullElse(Json.text(build, "/definition/name"), ref.id()),
                result(build),
                commit(build),
                branch(build),
                Json.time(build, "/startTime"),
                Json.time(build, "/finishTime"),
                Json.link(build, "/_links/web/href"));
    }

    static @Nullable String commit(JsonNode build) {
        String source = build.path("triggerInfo").path("pr.sourceSha").asText("");
        return source.isEmpty() ? Json.text(build, "/sourceVersion") : source;
    }

    private static @Nullable String branch(JsonNode build) {
        String source = build.path("triggerInfo").path("pr.sourceBranch").asText("");
        return source.isEmpty()
                ? Json.text(build, "/sourceBranch")
                : source.startsWith("refs/") ? source : Paths.ref(source);
    }

    /** A build that ended without a result did nothing, as one that was canceled. */
    private static @Nullable Result result(JsonNode build) {
        if (!build.path("status").asText().equals("completed")) {
            return null;
        }
        return switch (build.path("result").asText("")) {
            case "succeeded" -> Result.SUCCEEDED;
            case "partiallySucceeded" -> Result.PARTIALLY_SUCCEEDED;
            case "failed" -> Result.FAILED;
            default -> Result.CANCELED;
        };
    }
}
