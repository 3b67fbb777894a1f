package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Hooks.Header;
import dev.millrace.codehosts.Hooks.Page;
import dev.millrace.codehosts.Hooks.Post;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.Reply;
import dev.millrace.contracts.NameUuid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What hooks would have posted, found by reading lists in the order of their last change. */
final class Feed {

    private static final int MOST = 150;

    private final Site site;

    Feed(Site site) {
        this.site = site;
    }

    /** What was found of a kind, and how far it is read now. */
    private record Found(Kind kind, List<News> news, Mark mark) {}

    Page start(String repository) {
        List<Found> found = Site.together(
                List.of(Kind.values()), kind -> read(repository, kind, Mark.at(newest(repository, kind))));
        return new Page(List.of(), cursor(found).text());
    }

    Page since(String repository, Cursor cursor) {
        List<Found> found = Site.together(List.of(Kind.values()), kind -> read(repository, kind, cursor.mark(kind)));
        List<News> news = found.stream()
                .flatMap(each -> each.news().stream())
                .sorted(Comparator.comparing(News::at))
                .toList();
        return new Page(posts(repository, news), cursor(found).text());
    }

    private static Cursor cursor(List<Found> found) {
        Map<Kind, Mark> marks = new EnumMap<>(Kind.class);
        found.forEach(each -> marks.put(each.kind(), each.mark()));
        return new Cursor(marks);
    }

    /** The host's own clock counts, not ours. */
    private Instant newest(String repository, Kind kind) {
        return site.http()
                .send(changed(repository, kind, "desc").query("per_page", 1))
                .json()
                .valueStream()
                .map(News::updated)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    private static Call changed(String repository, Kind kind, String sort) {
        Call list = Call.get(Site.at(repository, kind.list()))
                .query("order_by", "updated_at")
                .query("sort", sort);
        return switch (kind) {
            // what GitLab keeps from most people, it posts only to hooks that ask for it
            case ISSUE -> list.query("scope", "all").query("confidential", false);
            case MERGE_REQUEST -> list.query("scope", "all").query("state", "all");
            case PIPELINE -> list;
        };
    }

    /**
     * Goes on from the time of the last item rather than by pages: an item that changes meanwhile goes to the end, and
     * pages would skip the one that takes its place.
     */
    private Found read(String repository, Kind kind, Mark mark) {
        List<News> fresh = new ArrayList<>();
        Set<String> known = new HashSet<>(mark.told());
        Instant from = mark.from();
        Instant newest = mark.at();
        boolean end = false;
        for (int page = 1; !end && fresh.size() < MOST; ) {
            Call call = changed(repository, kind, "asc")
                    .query("updated_after", from)
                    .query("per_page", Site.PAGE)
                    .query("page", page);
            List<JsonNode> items = site.http().send(call).json().valueStream().toList();
            news(repository, kind, items, mark)
                    .filter(each -> known.add(each.change()))
                    .forEach(fresh::add);
            end = items.size() < Site.PAGE;
            Instant last = items.isEmpty() ? newest : News.updated(items.getLast());
            newest = last.isAfter(newest) ? last : newest;
            page = last.isAfter(from) ? 1 : page + 1;
            from = last.isAfter(from) ? last : from;
        }
        return new Found(
                kind, fresh, mark.after(newest, fresh.stream().map(News::change).toList(), end));
    }

    private Stream<News> news(String repository, Kind kind, List<JsonNode> items, Mark mark) {
        return switch (kind) {
            case ISSUE ->
                Site.together(items, issue -> issue(repository, issue, mark)).stream()
                        .flatMap(List::stream);
            case MERGE_REQUEST -> items.stream().map(merge -> News.of(kind, merge));
            case PIPELINE ->
                items.stream()
                        .filter(GitlabBuilds::isBuild)
                        .filter(pipeline -> GitlabBuilds.result(pipeline) != null)
                        .map(pipeline -> News.of(kind, pipeline));
        };
    }

    private List<News> issue(String repository, JsonNode issue, Mark mark) {
        List<News> news = new ArrayList<>();
        News now = News.of(Kind.ISSUE, issue);
        if (now.action().equals("update") && !mark.told().contains(now.change())) {
            Call events = Site.list(repository, "issues", Fields.needed(issue, "iid"), "resource_state_events");
            site.http().find(events).stream()
                    .flatMap(reply -> reply.json().valueStream())
                    .map(event -> News.reopened(issue, event))
                    .flatMap(Optional::stream)
                    .filter(reopened -> mark.covers(reopened.at()))
                    .forEach(news::add);
        }
        news.add(now);
        return news;
    }

    private List<Post> posts(String repository, List<News> news) {
        if (news.isEmpty()) {
            return List.of();
        }
        JsonNode project = site.http().send(Call.get(Site.at(repository))).json();
        return Site.together(news, each -> post(repository, each, project)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty when it is no longer so, which will be news in its turn. */
    private Optional<Post> post(String repository, News news, JsonNode project) {
        return whole(repository, news).map(item -> {
            String id = NameUuid.of(
                            site.web().toString(), repository, news.kind().list(), news.change())
                    .toString();
            List<Header> headers = List.of(
                    new Header("X-Gitlab-Event", news.kind().event()),
                    new Header("X-Gitlab-Event-UUID", id),
                    new Header("X-Gitlab-Instance", site.web().toString()));
            return new Post(headers, HookBody.of(news, item, project).toString());
        });
    }

    /** Lists of pipelines leave out when they ended. */
    private Optional<JsonNode> whole(String repository, News news) {
        if (news.kind() != Kind.PIPELINE) {
            return Optional.of(news.item());
        }
        return site.http()
                .find(Call.get(Site.at(repository, "pipelines", Fields.needed(news.item(), "id"))))
                .map(Reply::json)
                .filter(pipeline -> GitlabBuilds.result(pipeline) != null);
    }
}
