package dev.millrace.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.hook.Delivery;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Vendor;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Webhooks of a repository and what was posted to them. */
final class HookRoutes {

    private static final String ALL = "v3/repos/{owner}/{repo}/hooks";

    private final Core core;

    HookRoutes(Core core) {
        this.core = core;
    }

    void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::create)
                .get(ALL + "/{hook}", this::get)
                .patch(ALL + "/{hook}", this::change)
                .delete(ALL + "/{hook}", this::delete)
                .get(ALL + "/{hook}/deliveries", this::deliveries)
                .post(ALL + "/{hook}/deliveries/{delivery}/attempts", this::again);
    }

    private List<Hook> hooks(Repo repo) {
        return core.hooks().of(Vendor.GITHUB).stream()
                .filter(hook -> hook.repo() == repo.number())
                .toList();
    }

    private Hook hook(Call call) {
        return hooks(Place.of(core, call).repo(call)).stream()
                .filter(hook -> hook.number() == call.number("hook"))
                .findFirst()
                .orElseThrow(Place::notFound);
    }

    private Reply list(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        return Paging.list(call, hooks(repo), hook -> view(place, repo, hook));
    }

    private Reply get(Call call) {
        Place place = Place.of(core, call);
        return Reply.ok(view(place, place.repo(call), hook(call)));
    }

    private Reply create(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        JsonNode body = call.json();
        String url = url(body.path("config"), "");
        boolean same = hooks(repo).stream().anyMatch(hook -> hook.url().equals(url));
        if (same) {
            throw Place.invalid("Hook already exists on this repository");
        }
        Hook hook = core.hooks()
                .create(
                        Vendor.GITHUB,
                        repo.project(),
                        repo.number(),
                        events(body, List.of("push")),
                        url,
                        access(body.path("config"), Map.of()),
                        Json.object(),
                        call.by());
        return Reply.created(view(place, repo, hook));
    }

    private Reply change(Call call) {
        Place place = Place.of(core, call);
        Hook hook = hook(call);
        JsonNode body = call.json();
        Hook changed = hook.with(
                events(body, hook.events()),
                url(body.path("config"), hook.url()),
                access(body.path("config"), hook.access()),
                hook.settings(),
                core.hooks().now());
        if (body.has("active")) {
            Hook.Status status = body.path("active").asBoolean() ? Hook.Status.ENABLED : Hook.Status.DISABLED_BY_USER;
            changed = changed.withStatus(status, 0, core.hooks().now());
        }
        return Reply.ok(view(place, place.repo(call), core.hooks().change(changed)));
    }

    private Reply delete(Call call) {
        core.hooks().delete(hook(call));
        return Reply.nothing();
    }

    private Reply deliveries(Call call) {
        return Paging.list(
                call,
                core.hooks().deliveries(hook(call)),
                delivery -> Json.object()
                        .put("id", delivery.number())
                        .put("guid", delivery.guid())
                        .put("event", delivery.event())
                        .put("status", delivery.state() == Delivery.State.DELIVERED ? "OK" : delivery.error())
                        .put("status_code", delivery.status())
                        .put("redelivery", false)
                        .put("delivered_at", delivery.changed().toString()));
    }

    private Reply again(Call call) {
        core.hooks().deliveries(hook(call)).stream()
                .filter(delivery -> delivery.number() == call.number("delivery"))
                .findFirst()
                .ifPresentOrElse(core.courier()::again, () -> {
                    throw Place.notFound();
                });
        return Reply.json(202, Json.object());
    }

    private static List<String> events(JsonNode body, List<String> otherwise) {
        if (!body.path("events").isArray()) {
            return otherwise;
        }
        List<String> events = new ArrayList<>();
        body.path("events").forEach(event -> events.add(event.asText()));
        return events;
    }

    private static String url(JsonNode config, String otherwise) {
        String url = config.path("url").asText(otherwise);
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw Place.invalid("config.url must be an http or https address");
        }
        return url;
    }

    private static Map<String, String> access(JsonNode config, Map<String, String> before) {
        Map<String, String> access = new LinkedHashMap<>(before);
        Json.text(config, "secret").ifPresent(secret -> access.put("secret", secret));
        return access;
    }

    private static ObjectNode view(Place place, Repo repo, Hook hook) {
        ObjectNode view = Json.object()
                .put("type", "Repository")
                .put("id", hook.number())
                .put("name", "web")
                .put("active", hook.isServed())
                .put("created_at", hook.created().toString())
                .put("updated_at", hook.changed().toString())
                .put("url", place.url(repo) + "/hooks/" + hook.number());
        view.set("events", Json.texts(hook.events()));
        ObjectNode config = view.putObject("config")
                .put("url", hook.url())
                .put("content_type", "json")
                .put("insecure_ssl", "0");
        if (!hook.access("secret").isEmpty()) {
            config.put("secret", "********");
        }
        return view;
    }
}
