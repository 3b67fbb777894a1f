package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.PullRequests.Remark;
import dev.millrace.codehosts.http.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is to review a pull request, and what was said about it. */
final class Reviews {

    private final GithubApi api;

    Reviews(GithubApi api) {
        this.api = api;
    }

    /**
     * A name that GitHub can be asked with.
     *
     * @param given as the caller wrote it
     */
    private record Reviewer(String given, String name, boolean team) {}

    /** GitHub refuses all for the sake of one, so that then each is asked for alone. */
    List<String> request(FullName at, String number, List<String> people) {
        List<String> refused = new ArrayList<>();
        List<Reviewer> known = new ArrayList<>();
        for (String given : people) {
            reviewer(given).ifPresentOrElse(known::add, () -> refused.add(given));
        }
        if (known.isEmpty() || isTaken(at, number, known)) {
            return refused;
        }
        known.stream()
                .filter(each -> known.size() == 1 || !isTaken(at, number, List.of(each)))
                .map(Reviewer::given)
                .forEach(refused::add);
        return refused;
    }

    private Optional<Reviewer> reviewer(String given) {
        String name = given.strip().replaceFirst("^@", "");
        if (name.contains("/")) {
            return Optional.of(new Reviewer(given, name.substring(name.indexOf('/') + 1), true));
        }
        if (name.contains("@")) {
            return login(name).map(login -> new Reviewer(given, login, false));
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(new Reviewer(given, name, false));
    }

    /** The one person who shows this address to everybody. */
    private Optional<String> login(String mail) {
        List<JsonNode> found = api.list(
                Call.get("search", "users").query("q", mail + " in:email").query("per_page", 2),
                "items",
                items -> true);
        return found.size() == 1 ? Optional.ofNullable(Json.text(found.getFirst(), "login")) : Optional.empty();
    }

    private boolean isTaken(FullName at, String number, List<Reviewer> reviewers) {
        ObjectNode body = Json.object();
        ArrayNode logins = body.putArray("reviewers");
        ArrayNode teams = body.putArray("team_reviewers");
        reviewers.forEach(each -> (each.team() ? teams : logins).add(each.name()));
        try {
            api.run(Call.post(at.path("pulls", number, "requested_reviewers"))
                    .json(body)
                    .again());
            return true;
        } catch (HostException.Invalid e) {
            return false;
        }
    }

    private record Said(Instant when, Remark remark) {}

    /** From the conversation, the reviews and the lines. */
    List<Remark> remarks(FullName at, String number) {
        Stream<Said> conversation = api.list(Call.get(at.path("issues", number, "comments"))).stream()
                .map(comment -> said(comment, "created_at", null, null));
        Stream<Said> verdicts = api.list(Call.get(at.path("pulls", number, "reviews"))).stream()
                .filter(review -> Json.text(review, "submitted_at") != null)
                .map(review -> said(review, "submitted_at", null, null));
        Stream<Said> lines = api.list(Call.get(at.path("pulls", number, "comments"))).stream()
                .map(comment -> said(comment, "created_at", Json.text(comment, "path"), line(comment)));
        return Stream.of(conversation, verdicts, lines)
                .flatMap(each -> each)
                .filter(said -> !said.remark().text().isBlank())
                .sorted(Comparator.comparing(Said::when))
                .map(Said::remark)
                .toList();
    }

    private static Said said(JsonNode node, String time, @Nullable String path, @Nullable Integer line) {
        String author = Json.text(node.path("user"), "login");
        return new Said(
                Json.timeOrEpoch(node, time),
                new Remark(author == null ? "ghost" : author, Json.orEmpty(node, "body"), path, line));
    }

    /** Null when the comment is about a line that the change removed, or that is gone since. */
    private static @Nullable Integer line(JsonNode comment) {
        boolean after = !comment.path("side").asText().equals("LEFT");
        int line = comment.path("line").asInt(0);
        return after && line > 0 ? (Integer) line : null;
    }
}
