package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.ado.Happening.Fresh;
import dev.millrace.codehosts.ado.NewsCursor.Mark;
import dev.millrace.codehosts.http.Call;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Builds that ended. */
final class BuildNews {

    private static final int PAGE = 200;
    private static final int MOST = 400;

    private final AdoApi api;

    BuildNews(AdoApi api) {
        this.api = api;
    }

    Fresh since(String project, Mark mark, Instant horizon) {
        List<Happening> found = api
                .continued(
                        Call.get(Paths.project(project, "build", "builds"))
                                .query("statusFilter", "completed")
                                .query("queryOrder", "finishTimeAscending")
                                .query("minTime", mark.at())
                                .query("$top", PAGE),
                        MOST)
                .stream()
                .flatMap(BuildNews::happening)
                .toList();
        boolean more = found.size() >= MOST && found.getLast().when().isBefore(horizon);
        return Happening.since(mark, found, more ? found.getLast().when() : horizon);
    }

    static Stream<Happening> happening(JsonNode build) {
        Instant ended = Json.time(build, "/finishTime");
        return ended == null || !(build instanceof ObjectNode resource)
                ? Stream.empty()
                : Stream.of(new Happening(
                        ended,
                        "build/" + resource.path("id").asText(),
                        "build.complete",
                        resource,
                        AdoHooks.BUILD_VERSION));
    }
}
