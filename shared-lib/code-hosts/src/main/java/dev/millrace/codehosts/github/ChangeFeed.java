package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Hooks.Page;
import dev.millrace.codehosts.http.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened in a repository since a cursor: one list has issues and pull requests, another one the runs. */
final class ChangeFeed {

    private static final int PAGE = 100;
    private static final int MOST_RUNS = 500;
    private static final int MOST_RUNNING = 100;

    private final GithubApi api;

    ChangeFeed(GithubApi api) {
        this.api = api;
    }

    Page since(FullName at, String text) {
        JsonNode repository = api.send(Call.get(at.path()));
        FeedCursor cursor = text.isEmpty() ? now(at) : FeedCursor.parse(text);
        List<Change> tickets = tickets(at, repository, cursor.tickets());
        Runs runs = runs(at, repository, cursor);
        var next =
                new FeedCursor(cursor.tickets().after(tickets), cursor.builds().after(runs.ended()), runs.running());
        if (text.isEmpty()) {
            return new Page(List.of(), next.text());
        }
        return new Page(
                Stream.concat(tickets.stream(), runs.ended().stream())
                        .sorted(Comparator.comparing(Change::at))
                        .map(Change::post)
                        .toList(),
                next.text());
    }

    /** At the newest change there is, by the host's own clock. What is there already is then seen and not told. */
    private FeedCursor now(FullName at) {
        Call newest = issues(at).query("direction", "desc").query("per_page", 1);
        Instant ticket = newestOf(api.list(newest, "", items -> true));
        Call runs = Call.get(at.path("actions", "runs")).query("per_page", PAGE);
        Instant build = newestOf(api.list(runs, "workflow_runs", items -> true));
        return new FeedCursor(FeedCursor.Mark.at(ticket), FeedCursor.Mark.at(build), List.of());
    }

    private static Instant newestOf(List<JsonNode> items) {
        return items.stream()
                .map(item -> Json.timeOrEpoch(item, "updated_at"))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static Call issues(FullName at) {
        return Call.get(at.path("issues")).query("state", "all").query("sort", "updated");
    }

    private List<Change> tickets(FullName at, JsonNode repository, FeedCursor.Mark mark) {
        Call call =
                issues(at).query("direction", "asc").query("since", mark.from()).query("per_page", PAGE);
        // The list moves while it is paged through, so no further than needed to get ahead.
        List<JsonNode> updated = api.list(call, "", items -> newestOf(items).isAfter(mark.at()));
        return Parallel.map(updated, item -> ticket(at, repository, item, mark)).stream()
                .filter(change -> !mark.hasSeen(change.keys().getFirst()))
                .toList();
    }

    private Change ticket(FullName at, JsonNode repository, JsonNode item, FeedCursor.Mark mark) {
        String number = item.path("number").asText();
        if (item.has("pull_request")) {
            return HookPosts.pull(repository, api.send(Call.get(at.path("pulls", number))));
        }
        Change plain = HookPosts.issue(repository, item);
        boolean again = Json.orEmpty(item, "state_reason").equals("reopened");
        if (!again || mark.hasSeen(plain.keys().getFirst())) {
            return plain;
        }
        return reopening(at, number, mark)
                .map(event -> HookPosts.reopened(repository, item, event, plain))
                .orElse(plain);
    }

    /** The last time an issue was opened again, when that has not been told yet. */
    private Optional<JsonNode> reopening(FullName at, String number, FeedCursor.Mark mark) {
        return api.list(Call.get(at.path("issues", number, "events"))).stream()
                .filter(event -> event.path("event").asText().equals("reopened"))
                .reduce((earlier, later) -> later)
                .filter(event -> !Json.timeOrEpoch(event, "created_at").isBefore(mark.from()))
                .filter(event -> !mark.hasSeen(HookPosts.reopenedKey(event)));
    }

    private record Runs(List<Change> ended, List<String> running) {}

    /** Runs are listed by when they were made, so those that had not ended are looked after one by one. */
    private Runs runs(FullName at, JsonNode repository, FeedCursor cursor) {
        FeedCursor.Mark mark = cursor.builds();
        Call call = Call.get(at.path("actions", "runs")).query("per_page", PAGE);
        List<JsonNode> runs = new ArrayList<>(api.list(
                call,
                "workflow_runs",
                items -> items.isEmpty()
                        || items.size() >= MOST_RUNS
                        || Json.timeOrEpoch(items.getLast(), "created_at").isBefore(mark.at())));
        Set<String> listed = runs.stream().map(run -> run.path("id").asText()).collect(Collectors.toSet());
        List<String> missing =
                cursor.running().stream().filter(id -> !listed.contains(id)).toList();
        Parallel.map(missing, id -> api.find(Call.get(at.path("actions", "runs", id))))
                .forEach(run -> run.ifPresent(runs::add));
        List<Change> ended = runs.stream()
                .filter(RunView::isFinished)
                .filter(run -> cursor.running().contains(run.path("id").asText())
                        || !Json.timeOrEpoch(run, "updated_at").isBefore(mark.from()))
                .map(run -> HookPosts.run(repository, run))
                .filter(change -> !mark.hasSeen(change.keys().getFirst()))
                .toList();
        List<String> running = runs.stream()
                .filter(run -> !RunView.isFinished(run))
                .map(run -> run.path("id").asText())
                .limit(MOST_RUNNING)
                .toList();
        return new Runs(ended, running);
    }
}
