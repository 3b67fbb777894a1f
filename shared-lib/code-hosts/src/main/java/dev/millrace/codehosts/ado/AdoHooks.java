package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.Hooks;
import dev.millrace.codehosts.http.Call;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Service hooks: one subscription for each type of event. */
final class AdoHooks implements Hooks {

    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String USER = "millrace";
    private static final String VERSION = "1.0";

    /** Version 1.0 of a build does not name its project, so that nobody would know which build it is. */
    static final String BUILD_VERSION = "2.0";

    /** What is subscribed to, with the version of its form. */
    private static final SortedMap<String, String> EVENTS = new TreeMap<>(Map.of(
            "workitem.created",
            VERSION,
            "workitem.updated",
            VERSION,
            "workitem.restored",
            VERSION,
            "git.pullrequest.created",
            VERSION,
            "git.pullrequest.updated",
            VERSION,
            "git.pullrequest.merged",
            VERSION,
            "build.complete",
            BUILD_VERSION));

    private final AdoApi api;
    private final AdoNews news;

    AdoHooks(AdoApi api) {
        this.api = api;
        this.news = new AdoNews(api);
    }

    @Override
    public void register(String project, URI url, String secret) {
        String projectId = projectId(project);
        List<JsonNode> before = ours(projectId, url);
        EVENTS.forEach((event, version) -> {
            List<JsonNode> same = before.stream()
                    .filter(subscription ->
                            subscription.path("eventType").asText().equals(event))
                    .toList();
            ObjectNode wish = wish(projectId, url, secret, event, version);
            if (same.isEmpty()) {
                api.send(Call.post("_apis", "hooks", SUBSCRIPTIONS).json(wish));
            } else {
                String id = same.getFirst().path("id").asText();
                api.send(Call.put("_apis", "hooks", SUBSCRIPTIONS, id).json(wish.put("id", id)));
                same.stream().skip(1).forEach(this::delete);
            }
        });
    }

    private static ObjectNode wish(String projectId, URI url, String secret, String event, String version) {
        ObjectNode wish = Json.object()
                .put("publisherId", "tfs")
                .put("eventType", event)
                .put("resourceVersion", version)
                .put("consumerId", "webHooks")
                .put("consumerActionId", "httpRequest")
                .put("status", "enabled");
        wish.putObject("publisherInputs").put("projectId", projectId);
        wish.putObject("consumerInputs")
                .put("url", url.toString())
                .put("basicAuthUsername", USER)
                .put("basicAuthPassword", secret)
                .put("resourceDetailsToSend", "all")
                .put("messagesToSend", "none")
                .put("detailedMessagesToSend", "none");
        return wish;
    }

    @Override
    public void remove(String project, URI url) {
        ours(projectId(project), url).forEach(this::delete);
    }

    private void delete(JsonNode subscription) {
        api.send(Call.delete(
                "_apis", "hooks", SUBSCRIPTIONS, subscription.path("id").asText()));
    }

    private List<JsonNode> ours(String projectId, URI url) {
        Call call = Call.get("_apis", "hooks", SUBSCRIPTIONS)
                .query("publisherId", "tfs")
                .query("consumerId", "webHooks")
                .query("consumerActionId", "httpRequest");
        return api.list(call).stream()
                .filter(each -> each.at("/consumerInputs/url").asText().equals(url.toString()))
                .filter(each -> each.at("/publisherInputs/projectId").asText().equalsIgnoreCase(projectId))
                .toList();
    }

    private String projectId(String project) {
        return api.json(Call.get("_apis", "projects", project)).path("id").asText();
    }

    @Override
    public Page since(String project, String cursor) {
        return news.since(project, cursor);
    }
}
