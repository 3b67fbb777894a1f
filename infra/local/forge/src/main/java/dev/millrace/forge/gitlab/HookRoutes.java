package dev.millrace.forge.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Vendor;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import java.util.List;
import java.util.Map;

/** Webhooks of a project. */
final class HookRoutes {

    static final List<String> EVENTS = List.of(
            "push_events",
            "tag_push_events",
            "issues_events",
            "merge_requests_events",
            "note_events",
            "pipeline_events");
    private static final String ALL = "projects/{id}/hooks";

    private final Core core;

    HookRoutes(Core core) {
        this.core = core;
    }

    void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::create)
                .get(ALL + "/{hook}", call -> Reply.ok(view(hook(call))))
                .put(ALL + "/{hook}", this::change)
                .delete(ALL + "/{hook}", this::delete);
    }

    private List<Hook> hooks(Repo repo) {
        return core.hooks().of(Vendor.GITLAB).stream()
                .filter(hook -> hook.repo() == repo.number())
                .toList();
    }

    private Hook hook(Call call) {
        return hooks(Area.of(core, call).repo(call)).stream()
                .filter(hook -> hook.number() == call.number("hook"))
                .findFirst()
                .orElseThrow(() -> HttpProblem.notFound("404 Not found"));
    }

    private Reply list(Call call) {
        return Pages.list(call, hooks(Area.of(core, call).repo(call)), HookRoutes::view);
    }

    private Reply create(Call call) {
        Repo repo = Area.of(core, call).repo(call);
        Input input = Input.of(call);
        Hook hook = core.hooks()
                .create(
                        Vendor.GITLAB,
                        repo.project(),
                        repo.number(),
                        events(input, List.of("push_events")),
                        url(input.needed("url")),
                        Map.of("token", input.text("token").orElse("")),
                        Json.object(),
                        call.by());
        return Reply.created(view(hook));
    }

    private Reply change(Call call) {
        Hook hook = hook(call);
        Input input = Input.of(call);
        Hook changed = hook.with(
                events(input, hook.events()),
                url(input.text("url").orElse(hook.url())),
                Map.of("token", input.text("token").orElse(hook.access("token"))),
                hook.settings(),
                core.hooks().now());
        return Reply.ok(view(core.hooks().change(changed)));
    }

    private Reply delete(Call call) {
        core.hooks().delete(hook(call));
        return Reply.nothing();
    }

    private static String url(String url) {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw HttpProblem.badRequest("Invalid url given");
        }
        return url;
    }

    /** Each event is a flag of its own; those that are not named stay. */
    private static List<String> events(Input input, List<String> before) {
        return EVENTS.stream()
                .filter(event -> input.flag(event).orElse(before.contains(event)))
                .toList();
    }

    private static ObjectNode view(Hook hook) {
        ObjectNode view = Json.object()
                .put("id", hook.number())
                .put("url", hook.url())
                .put("project_id", hook.repo())
                .put("enable_ssl_verification", true)
                .put("alert_status", "executable")
                .put("created_at", hook.created().toString());
        EVENTS.forEach(event -> view.put(event, hook.events().contains(event)));
        return view;
    }
}
