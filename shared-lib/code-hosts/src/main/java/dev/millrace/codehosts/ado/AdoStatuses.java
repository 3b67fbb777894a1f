package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.PullRequests.Check;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.RepositoryRef;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statuses of commits. A check's name up to its last slash is the host's genre, the rest its name. */
final class AdoStatuses {

    private static final int PAGE = 1000;

    private final AdoApi api;

    AdoStatuses(AdoApi api) {
        this.api = api;
    }

    void report(RepositoryRef repository, String commit, Check check) {
        int slash = check.name().lastIndexOf('/');
        ObjectNode status = Json.object()
                .put(
                        "state",
                        switch (check.state()) {
                            case RUNNING -> "pending";
                            case SUCCEEDED -> "succeeded";
                            case FAILED -> "failed";
                        })
                .put("description", check.description());
        if (check.url() != null) {
            status.put("targetUrl", check.url().toString());
        }
        ObjectNode context =
                status.putObject("context").put("name", check.name().substring(slash + 1));
        if (slash > 0) {
            context.put("genre", check.name().substring(0, slash));
        }
        api.send(Call.post(Paths.git(repository, "commits", commit, "statuses")).json(status));
    }

    List<Check> newest(RepositoryRef repository, String commit) {
        Call call =
                Call.get(Paths.git(repository, "commits", commit, "statuses")).query("latestOnly", true);
        Map<String, Check> newest = new LinkedHashMap<>();
        api.paged(call, "top", "skip", PAGE).stream()
                .sorted(Comparator.comparingLong(status -> status.path("id").asLong()))
                .map(AdoStatuses::check)
                .forEach(check -> newest.put(check.name(), check));
        return List.copyOf(newest.values());
    }

    static Check check(JsonNode status) {
        String genre = status.at("/context/genre").asText("");
        String name = status.at("/context/name").asText("");
        return new Check(
                genre.isEmpty() ? name : genre + "/" + name,
                switch (status.path("state").asText("")) {
                    case "succeeded", "notApplicable" -> Check.State.SUCCEEDED;
                    case "failed", "error" -> Check.State.FAILED;
                    default -> Check.State.RUNNING;
                },
                status.path("description").asText(""),
                Json.link(status, "/targetUrl"));
    }
}
