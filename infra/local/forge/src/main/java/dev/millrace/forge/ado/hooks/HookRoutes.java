package dev.millrace.forge.ado.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.hook.Delivery;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Vendor;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Subscriptions of service hooks. Only the consumer webHooks is served. */
public final class HookRoutes {

    private static final String ALL = "{org}/_apis/hooks/subscriptions";
    private static final Set<String> SECRET = Set.of("basicAuthPassword", "httpHeaders");
    private static final String MASK = "********";

    private final Core core;

    public HookRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::create)
                .get(ALL + "/{subscription}", this::get)
                .put(ALL + "/{subscription}", this::change)
                .delete(ALL + "/{subscription}", this::delete)
                .get(ALL + "/{subscription}/notifications", this::notifications);
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        List<Hook> hooks = core.hooks().of(Vendor.ADO).stream()
                .filter(hook -> call.query("eventType")
                        .filter(type -> !hook.events().contains(type))
                        .isEmpty())
                .toList();
        return Site.list(hooks, hook -> view(site, hook));
    }

    private Reply get(Call call) {
        return Reply.ok(view(Site.of(core, call), hook(call)));
    }

    private Reply create(Call call) {
        JsonNode body = call.json();
        String url = url(body);
        String event = event(body);
        Hook hook = core.hooks()
                .create(
                        Vendor.ADO,
                        project(body),
                        repo(body),
                        List.of(event),
                        url,
                        access(body, Map.of()),
                        settings(body),
                        call.by());
        return Reply.ok(view(Site.of(core, call), hook));
    }

    private Reply change(Call call) {
        Hook hook = hook(call);
        JsonNode body = call.json();
        Hook changed = hook.with(
                List.of(event(body)),
                url(body),
                access(body, hook.access()),
                settings(body),
                core.hooks().now());
        changed = switch (body.path("status").asText("")) {
            case "enabled", "0" ->
                changed.withStatus(Hook.Status.ENABLED, 0, core.hooks().now());
            case "disabledByUser", "10" ->
                changed.withStatus(Hook.Status.DISABLED_BY_USER, 0, core.hooks().now());
            default -> changed;
        };
        return Reply.ok(view(Site.of(core, call), core.hooks().change(changed)));
    }

    private Reply delete(Call call) {
        core.hooks().delete(hook(call));
        return Reply.nothing();
    }

    private Reply notifications(Call call) {
        Hook hook = hook(call);
        return Site.list(core.hooks().deliveries(hook), delivery -> notification(hook, delivery));
    }

    private Hook hook(Call call) {
        return core.hooks()
                .find(Vendor.ADO, call.at("subscription"))
                .orElseThrow(() -> new HttpProblem(
                        404,
                        "SubscriptionNotFoundException",
                        "There is no subscription " + call.at("subscription") + "."));
    }

    private static String url(JsonNode body) {
        String url = body.path("consumerInputs").path("url").asText("");
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw HttpProblem.badRequest("Give an http or https address in consumerInputs.url.");
        }
        return url;
    }

    private static String event(JsonNode body) {
        String event = body.path("eventType").asText("");
        if (!AdoAnnouncer.EVENTS.contains(event)) {
            throw HttpProblem.badRequest("There is no event '" + event + "'; use one of " + AdoAnnouncer.EVENTS + ".");
        }
        return event;
    }

    private long project(JsonNode body) {
        String handle = body.path("publisherInputs").path("projectId").asText("");
        if (handle.isEmpty()) {
            return 0;
        }
        Optional<Project> project = core.projects().find(handle);
        return project.orElseThrow(() -> HttpProblem.badRequest("There is no project " + handle + "."))
                .number();
    }

    private long repo(JsonNode body) {
        String handle = body.path("publisherInputs").path("repository").asText("");
        return core.projects().repo(handle).map(Repo::number).orElse(0L);
    }

    /** Masked values come back from clients that read before they write: then the old ones stay. */
    private static Map<String, String> access(JsonNode body, Map<String, String> before) {
        Map<String, String> access = new LinkedHashMap<>();
        body.path("consumerInputs").properties().forEach(input -> {
            String value = input.getValue().asText();
            access.put(input.getKey(), value.equals(MASK) ? before.getOrDefault(input.getKey(), "") : value);
        });
        return access;
    }

    private static JsonNode settings(JsonNode body) {
        ObjectNode settings = Json.object()
                .put("publisherId", body.path("publisherId").asText("tfs"))
                .put("resourceVersion", body.path("resourceVersion").asText("1.0"));
        settings.set("publisherInputs", body.path("publisherInputs").deepCopy());
        return settings;
    }

    private ObjectNode view(Site site, Hook hook) {
        String url = site.base() + "/_apis/hooks/subscriptions/" + hook.guid();
        ObjectNode view = Json.object()
                .put("id", hook.guid())
                .put("url", url)
                .put("status", status(hook.status()))
                .put("publisherId", hook.settings().path("publisherId").asText("tfs"))
                .put("eventType", String.join(",", hook.events()))
                .put("resourceVersion", hook.settings().path("resourceVersion").asText("1.0"))
                .put("consumerId", "webHooks")
                .put("consumerActionId", "httpRequest")
                .put("probationRetries", hook.failures())
                .put("createdDate", hook.created().toString())
                .put("modifiedDate", hook.changed().toString());
        view.set("createdBy", site.identity(hook.createdBy()));
        view.set("publisherInputs", hook.settings().path("publisherInputs"));
        ObjectNode inputs = view.putObject("consumerInputs");
        hook.access().forEach((name, value) -> inputs.put(name, SECRET.contains(name) ? MASK : value));
        return view;
    }

    private static String status(Hook.Status status) {
        return switch (status) {
            case ENABLED -> "enabled";
            case ON_PROBATION -> "onProbation";
            case DISABLED_BY_USER -> "disabledByUser";
            case DISABLED_BY_SYSTEM -> "disabledBySystem";
        };
    }

    private static ObjectNode notification(Hook hook, Delivery delivery) {
        ObjectNode view = Json.object()
                .put("id", delivery.number())
                .put("subscriptionId", hook.guid())
                .put("eventId", delivery.guid())
                .put("status", delivery.state() == Delivery.State.PENDING ? "queued" : "completed")
                .put("createdDate", delivery.created().toString())
                .put("modifiedDate", delivery.changed().toString());
        if (delivery.state() != Delivery.State.PENDING) {
            view.put("result", delivery.state() == Delivery.State.DELIVERED ? "succeeded" : "failed");
        }
        view.putObject("details")
                .put("eventType", delivery.event())
                .put("requestAttempts", delivery.attempts())
                .put("response", delivery.status() == 0 ? "" : Integer.toString(delivery.status()))
                .put("errorMessage", delivery.error());
        return view;
    }
}
