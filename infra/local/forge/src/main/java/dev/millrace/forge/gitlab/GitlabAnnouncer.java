package dev.millrace.forge.gitlab;

import dev.millrace.forge.core.Core;
import dev.millrace.forge.hook.Announcer;
import dev.millrace.forge.hook.Delivery;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Notice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Webhooks in GitLab's words, which carry the hook's token as it is. */
public final class GitlabAnnouncer implements Announcer {

    /** The header's name of each flag. */
    private static final Map<String, String> NAMES = Map.of(
            "push_events", "Push Hook",
            "tag_push_events", "Tag Push Hook",
            "issues_events", "Issue Hook",
            "merge_requests_events", "Merge Request Hook",
            "note_events", "Note Hook",
            "pipeline_events", "Pipeline Hook");

    private final Core core;
    private final Supplier<String> origin;

    /**
     * @param origin scheme, host and port of this forge
     */
    public GitlabAnnouncer(Core core, Supplier<String> origin) {
        this.core = core;
        this.origin = origin;
    }

    @Override
    public List<Notice> notices(Hook hook, Happening happening, long delivery) {
        return new Events(new Area(core, origin.get()), hook)
                .of(happening).stream()
                        .filter(notice -> hook.events().contains(notice.event()))
                        .toList();
    }

    @Override
    public Map<String, String> headers(Hook hook, Delivery delivery) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "GitLab/forge");
        headers.put("X-Gitlab-Event", NAMES.getOrDefault(delivery.event(), delivery.event()));
        headers.put("X-Gitlab-Event-UUID", delivery.guid());
        headers.put("X-Gitlab-Webhook-UUID", hook.guid());
        headers.put("Idempotency-Key", delivery.guid());
        if (!hook.access("token").isEmpty()) {
            headers.put("X-Gitlab-Token", hook.access("token"));
        }
        return headers;
    }
}
