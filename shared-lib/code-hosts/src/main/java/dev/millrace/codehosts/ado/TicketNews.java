package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.ado.Happening.Fresh;
import dev.millrace.codehosts.ado.NewsCursor.Mark;
import dev.millrace.codehosts.http.Call;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Work items that changed: each of their revisions, as created or updated. */
final class TicketNews {

    private static final int MOST_FOUND = 2000;
    private static final int MOST_READ = 200;
    private static final int BATCH = 200;

    private final AdoApi api;

    TicketNews(AdoApi api) {
        this.api = api;
    }

    /** The host's time, as finely as it dates changes. */
    Instant now(String project) {
        Instant asOf = Json.time(query(project, "", 1), "/asOf");
        if (asOf == null) {
            throw new HostException.Unavailable("A query for work items does not say when it was answered", null);
        }
        return asOf.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A change of an item: its number and revision. */
    private record Latest(long id, int rev, Instant when) {

        String key() {
            return TicketNews.key(id, rev);
        }
    }

    static String key(long id, int rev) {
        return "workitem/" + id + "/" + rev;
    }

    Fresh since(String project, Mark mark, Instant horizon) {
        List<Latest> changed = changed(project, mark.at());
        List<Latest> unseen = changed.stream()
                .filter(item -> !mark.seen().contains(item.key()))
                .toList();
        List<Latest> read = unseen.stream().limit(MOST_READ).toList();
        List<Happening> found = new ArrayList<>();
        Abreast.map(read, item -> revisions(project, item.id(), mark.from())).forEach(found::addAll);
        Fresh fresh = Happening.since(mark, found, horizon);
        boolean whole = read.size() == unseen.size() && changed.size() < MOST_FOUND;
        return new Fresh(fresh.news(), whole ? behind(fresh.mark(), mark, changed) : within(mark, read));
    }

    /** Keeps in mind what was told before and is still found. */
    private static Mark behind(Mark next, Mark before, List<Latest> changed) {
        Set<String> seen = new TreeSet<>(next.seen());
        changed.stream()
                .filter(item -> !item.when().isBefore(next.at()))
                .map(Latest::key)
                .forEach(seen::add);
        before.seen().stream().filter(key -> isOfOne(key, changed, next.at())).forEach(seen::add);
        return new Mark(next.from(), next.at(), seen);
    }

    private static boolean isOfOne(String key, List<Latest> changed, Instant at) {
        return changed.stream()
                .anyMatch(item -> !item.when().isBefore(at) && key.startsWith("workitem/" + item.id() + "/"));
    }

    /** There is more: goes on where this answer ends, and keeps in mind where it began. */
    private static Mark within(Mark before, List<Latest> read) {
        Instant at = read.isEmpty() ? before.at() : read.getLast().when();
        Set<String> seen = read.stream()
                .filter(item -> !item.when().isBefore(at))
                .map(Latest::key)
                .collect(Collectors.toCollection(TreeSet::new));
        if (at.equals(before.at())) {
            seen.addAll(before.seen());
        }
        return new Mark(before.from(), at, seen);
    }

    private JsonNode query(String project, String condition, int most) {
        String text = "SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project" + condition
                + " ORDER BY [System.ChangedDate] ASC";
        return api.json(Call.post(Paths.project(project, "wit", "wiql"))
                .query("timePrecision", true)
                .query("$top", most)
                .json(Json.object().put("query", text))
                .again());
    }

    private List<Latest> changed(String project, Instant start) {
        JsonNode found = query(project, " AND [System.ChangedDate] >= '" + start + "'", MOST_FOUND);
        List<JsonNode> items = Json.elements(found.path("workItems"));
        List<List<JsonNode>> batches = new ArrayList<>();
        for (int i = 0; i < items.size(); i += BATCH) {
            batches.add(items.subList(i, Math.min(items.size(), i + BATCH)));
        }
        return Abreast.map(batches, batch -> latest(project, batch)).stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Latest::when).thenComparingLong(Latest::id))
                .toList();
    }

    private List<Latest> latest(String project, List<JsonNode> batch) {
        ObjectNode wish = Json.object().put("errorPolicy", "omit");
        wish.putArray("fields").add("System.Id").add("System.Rev").add("System.ChangedDate");
        var ids = wish.putArray("ids");
        batch.forEach(item -> ids.add(item.path("id").asLong()));
        List<Latest> latest = new ArrayList<>();
        for (JsonNode item : api.list(Call.post(Paths.project(project, "wit", "workitemsbatch"))
                .json(wish)
                .again())) {
            Instant when = Json.time(item, "/fields/System.ChangedDate");
            if (when != null) {
                latest.add(new Latest(item.path("id").asLong(), item.path("rev").asInt(), when));
            }
        }
        return latest;
    }

    private List<Happening> revisions(String project, long id, Instant from) {
        String[] updates = Paths.project(project, "wit", "workItems", Long.toString(id), "updates");
        String[] revisions = Paths.project(project, "wit", "workItems", Long.toString(id), "revisions");
        List<JsonNode> recent = api.paged(Call.get(updates), "$top", "$skip", BATCH).stream()
                .filter(update -> {
                    Instant when = TicketPosts.when(update);
                    return when != null && !when.isBefore(from);
                })
                .toList();
        Map<Integer, JsonNode> items = new HashMap<>();
        api.paged(Call.get(revisions), "$top", "$skip", BATCH)
                .forEach(item -> items.put(item.path("rev").asInt(), item));
        String page = api.page(project, "_workitems", "edit", Long.toString(id)).toString();
        List<Happening> happenings = new ArrayList<>();
        for (JsonNode update : recent) {
            JsonNode item = items.get(update.path("rev").asInt());
            if (item != null) {
                happenings.add(TicketPosts.happening(update, item, page));
            }
        }
        return happenings;
    }
}
