package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.Hooks;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.http.Call;
import java.net.URI;
import java.util.List;

/** Webhooks of a repository, and the same from its lists for those whom GitHub cannot reach. */
final class GithubHooks implements Hooks {

    private static final List<String> EVENTS = List.of("issues", "pull_request", "workflow_run");

    private final GithubApi api;
    private final ChangeFeed changes;

    GithubHooks(GithubApi api) {
        this.api = api;
        this.changes = new ChangeFeed(api);
    }

    @Override
    public void register(String project, URI url, String secret) {
        FullName at = FullName.parse(project);
        JsonNode wish = wish(url, secret);
        try {
            put(at, url, wish);
        } catch (Conflict e) {
            put(at, url, wish); // somebody else made it meanwhile
        }
    }

    private void put(FullName at, URI url, JsonNode wish) {
        Call call = ours(at, url).stream()
                .findFirst()
                .map(id -> Call.patch(at.path("hooks", id)))
                .orElseGet(() -> Call.post(at.path("hooks")));
        api.run(call.json(wish).again());
    }

    private static JsonNode wish(URI url, String secret) {
        ObjectNode wish = Json.object().put("name", "web").put("active", true);
        EVENTS.forEach(wish.putArray("events")::add);
        wish.putObject("config")
                .put("url", url.toString())
                .put("content_type", "json")
                .put("insecure_ssl", "0")
                .put("secret", secret);
        return wish;
    }

    @Override
    public void remove(String project, URI url) {
        FullName at = FullName.parse(project);
        ours(at, url).forEach(id -> api.find(Call.delete(at.path("hooks", id))));
    }

    private List<String> ours(FullName at, URI url) {
        return api.list(Call.get(at.path("hooks"))).stream()
                .filter(hook -> hook.path("config").path("url").asText().equals(url.toString()))
                .map(hook -> hook.path("id").asText())
                .toList();
    }

    @Override
    public Page since(String project, String cursor) {
        return changes.since(FullName.parse(project), cursor);
    }
}
