package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.Hooks.Header;
import dev.millrace.codehosts.Hooks.Page;
import dev.millrace.codehosts.Hooks.Post;
import dev.millrace.codehosts.ado.Happening.Fresh;
import dev.millrace.codehosts.ado.NewsCursor.Mark;
import dev.millrace.codehosts.http.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** What service hooks would have posted, asked for: for those whom the host cannot reach. */
final class AdoNews {

    /** How long a change may take until queries show it. */
    private static final Duration DELAY = Duration.ofSeconds(10);

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final List<Header> HEADERS = List.of(new Header("Content-Type", "application/json; charset=utf-8"));

    private final AdoApi api;
    private final TicketNews tickets;
    private final BuildNews builds;
    private final PullNews pulls;

    AdoNews(AdoApi api) {
        this.api = api;
        this.tickets = new TicketNews(api);
        this.builds = new BuildNews(api);
        this.pulls = new PullNews(api);
    }

    /** By the host's clock alone. */
    Page since(String project, String cursor) {
        Instant now = tickets.now(project);
        if (cursor.isEmpty()) {
            Mark start = Mark.of(now);
            return new Page(List.of(), new NewsCursor(start, start, start, pulls.told(project)).text());
        }
        NewsCursor before = NewsCursor.parse(cursor);
        Instant horizon = now.minus(DELAY);
        Fresh changed = tickets.since(project, before.tickets(), horizon);
        Fresh built = builds.since(project, before.builds(), horizon);
        Fresh closed = Happening.since(
                before.closed(), pulls.closed(project, before.closed().at()), horizon);
        PullNews.Open open = pulls.open(project, before, now);
        List<Happening> all = new ArrayList<>(changed.news());
        all.addAll(built.news());
        all.addAll(open.news());
        all.addAll(closed.news());
        all.sort(Comparator.comparing(Happening::when));
        String projectId = all.isEmpty()
                ? ""
                : api.json(Call.get("_apis", "projects", project)).path("id").asText();
        return new Page(
                all.stream().map(each -> post(each, projectId)).toList(),
                new NewsCursor(changed.mark(), built.mark(), closed.mark(), open.told()).text());
    }

    private Post post(Happening happening, String projectId) {
        String collection = api.me().collection();
        String name = collection + "/" + happening.event() + "/" + happening.key();
        ObjectNode body = Json.object()
                .put("subscriptionId", NOBODY)
                .put("notificationId", 0)
                .put(
                        "id",
                        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("eventType", happening.event())
                .put("publisherId", "tfs")
                .putNull("message")
                .putNull("detailedMessage");
        body.set("resource", happening.resource());
        body.put("resourceVersion", happening.version());
        ObjectNode containers = body.putObject("resourceContainers");
        containers.putObject("collection").put("id", collection);
        containers.putObject("account").put("id", collection);
        containers.putObject("project").put("id", projectId);
        body.put("createdDate", happening.when().toString());
        return new Post(HEADERS, body.toString());
    }
}
