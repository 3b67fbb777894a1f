package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.Hooks;
import dev.millrace.codehosts.http.Call;
import java.net.URI;
import java.util.List;

/** Hooks over the webhooks of a GitLab project, for which the account must maintain it; or over its lists. */
final class GitlabHooks implements Hooks {

    private final Site site;
    private final Feed feed;

    GitlabHooks(Site site) {
        this.site = site;
        this.feed = new Feed(site);
    }

    @Override
    public void register(String project, URI url, String secret) {
        ObjectNode wish = JsonNodeFactory.instance
                .objectNode()
                .put("url", url.toString())
                .put("token", secret)
                .put("issues_events", true)
                .put("merge_requests_events", true)
                .put("pipeline_events", true)
                .put("push_events", false);
        List<String> known = ids(project, url);
        if (known.isEmpty()) {
            site.http().send(Call.post(Site.at(project, "hooks")).json(wish));
        } else {
            site.http()
                    .send(Call.put(Site.at(project, "hooks", known.getFirst())).json(wish));
        }
    }

    @Override
    public void remove(String project, URI url) {
        ids(project, url).forEach(id -> site.http().find(Call.delete(Site.at(project, "hooks", id))));
    }

    private List<String> ids(String project, URI url) {
        return Fields.items(site.http().linkedPages(Site.list(project, "hooks")))
                .filter(hook -> hook.path("url").asText().equals(url.toString()))
                .map((JsonNode hook) -> Fields.needed(hook, "id"))
                .toList();
    }

    @Override
    public Page since(String project, String cursor) {
        return cursor.isEmpty() ? feed.start(project) : feed.since(project, Cursor.parse(cursor));
    }
}
