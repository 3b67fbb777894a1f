package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.ado.NewsCursor.Told;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Pull requests that changed. The host says when one was opened and closed, not when it changed, so what each open one is
 * gets compared with what it was.
 */
final class PullNews {

    private static final String VERSION = "1.0";
    private static final int PAGE = 100;
    private static final int ENOUGH_OF_A_DIGEST = 12;

    private final AdoApi api;

    PullNews(AdoApi api) {
        this.api = api;
    }

    /** What there is to be told later, as told already. */
    Map<String, Told> told(String project) {
        Map<String, Told> told = new TreeMap<>();
        active(project).forEach(pull -> told.put(number(pull), new Told(0, digest(pull))));
        return told;
    }

    /** @param told what to keep for the next time */
    record Open(List<Happening> news, Map<String, Told> told) {}

    Open open(String project, NewsCursor before, Instant now) {
        List<Happening> news = new ArrayList<>();
        Map<String, Told> told = new TreeMap<>();
        for (JsonNode pull : active(project)) {
            Told last = before.open().getOrDefault(number(pull), new Told(0, ""));
            String digest = digest(pull);
            boolean changed = !digest.equals(last.digest());
            Told current = changed ? new Told(last.times() + 1, digest) : last;
            told.put(number(pull), current);
            if (changed && pull instanceof ObjectNode resource) {
                Instant created = Objects.requireNonNullElse(Json.time(pull, "/creationDate"), now);
                boolean fresh = last.digest().isEmpty()
                        && !created.isBefore(before.closed().from());
                news.add(new Happening(
                        fresh ? created : now,
                        "pull/" + number(pull) + "/" + current.times() + "/" + digest,
                        fresh ? "git.pullrequest.created" : "git.pullrequest.updated",
                        resource,
                        VERSION));
            }
        }
        return new Open(news, told);
    }

    private List<JsonNode> active(String project) {
        return api.paged(
                Call.get(Paths.project(project, "git", "pullrequests")).query("searchCriteria.status", "active"),
                "$top",
                "$skip",
                PAGE);
    }

    List<Happening> closed(String project, Instant start) {
        return Stream.of("completed", "abandoned")
                .flatMap(status -> api
                        .paged(
                                Call.get(Paths.project(project, "git", "pullrequests"))
                                        .query("searchCriteria.status", status)
                                        .query("searchCriteria.queryTimeRangeType", "closed")
                                        .query("searchCriteria.minTime", start),
                                "$top",
                                "$skip",
                                PAGE)
                        .stream())
                .flatMap(PullNews::ended)
                .filter(pull -> !pull.when().isBefore(start))
                .toList();
    }

    static Stream<Happening> ended(JsonNode pull) {
        Instant closed = Json.time(pull, "/closedDate");
        return closed == null || !(pull instanceof ObjectNode resource)
                ? Stream.empty()
                : Stream.of(new Happening(
                        closed,
                        "pull/" + number(pull) + "/closed/" + closed,
                        pull.path("status").asText().equals("completed")
                                ? "git.pullrequest.merged"
                                : "git.pullrequest.updated",
                        resource,
                        VERSION));
    }

    private static String number(JsonNode pull) {
        return pull.path("pullRequestId").asText();
    }

    /** Of what the hook's reader looks at, and the title. */
    private static String digest(JsonNode pull) {
        String state = Stream.of("title", "isDraft", "sourceRefName", "targetRefName")
                        .map(field -> pull.path(field).asText())
                        .toList()
                + PullView.head(pull);
        return Digest.of(state).hex().substring(0, ENOUGH_OF_A_DIGEST);
    }
}
