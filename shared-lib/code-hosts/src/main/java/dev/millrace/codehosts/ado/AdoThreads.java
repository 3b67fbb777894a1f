package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.PullRequests.Remark;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said about a pull request: threads of comments, which come whole. */
final class AdoThreads {

    private final AdoApi api;

    AdoThreads(AdoApi api) {
        this.api = api;
    }

    private record Place(String thread, String comment) {}

    /** @return the thread's id */
    String comment(PullRequestRef pull, String marker, String markdown) {
        Optional<Place> before = mine(pull, marker);
        if (before.isPresent()) {
            Place place = before.get();
            api.send(Call.patch(Paths.pull(pull, "threads", place.thread(), "comments", place.comment()))
                    .json(Json.object().put("content", markdown))
                    .again());
            return place.thread();
        }
        // An active one would keep a policy of resolved comments from being met.
        ObjectNode thread = Json.object().put("status", "closed");
        thread.putArray("comments")
                .addObject()
                .put("parentCommentId", 0)
                .put("content", markdown)
                .put("commentType", "text");
        return api.json(Call.post(Paths.pull(pull, "threads")).json(thread))
                .path("id")
                .asText();
    }

    private Optional<Place> mine(PullRequestRef pull, String marker) {
        String me = api.me().id();
        for (JsonNode thread : threads(pull)) {
            for (JsonNode comment : thread.path("comments")) {
                if (isSaid(comment)
                        && comment.at("/author/id").asText().equalsIgnoreCase(me)
                        && comment.path("content").asText().contains(marker)) {
                    return Optional.of(new Place(
                            thread.path("id").asText(), comment.path("id").asText()));
                }
            }
        }
        return Optional.empty();
    }

    List<Remark> remarks(PullRequestRef pull) {
        record Said(Instant when, Remark remark) {}
        List<Said> all = new ArrayList<>();
        for (JsonNode thread : threads(pull)) {
            for (JsonNode comment : thread.path("comments")) {
                if (isSaid(comment)) {
                    Instant when = Objects.requireNonNullElse(Json.time(comment, "/publishedDate"), Instant.EPOCH);
                    all.add(new Said(when, remark(thread, comment)));
                }
            }
        }
        return all.stream()
                .sorted(Comparator.comparing(Said::when))
                .map(Said::remark)
                .toList();
    }

    private List<JsonNode> threads(PullRequestRef pull) {
        return api.list(Call.get(Paths.pull(pull, "threads")));
    }

    /** Not by the host, and not taken back. */
    private static boolean isSaid(JsonNode comment) {
        return comment.path("commentType").asText("text").equals("text")
                && !comment.path("isDeleted").asBoolean()
                && !comment.path("content").asText("").isBlank();
    }

    static Remark remark(JsonNode thread, JsonNode comment) {
        String path = Json.text(thread, "/threadContext/filePath");
        return new Remark(
                Objects.requireNonNullElse(Json.person(comment.path("author")), ""),
                comment.path("content").asText(),
                path == null ? null : path.replaceFirst("^/", ""),
                line(thread));
    }

    private static @Nullable Integer line(JsonNode thread) {
        JsonNode line = thread.at("/threadContext/rightFileStart/line");
        return line.canConvertToInt() && line.asInt() > 0 ? (Integer) line.asInt() : null;
    }
}
