package dev.millrace.forge.ado.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.hook.Announcer;
import dev.millrace.forge.hook.Delivery;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Notice;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.people.Guid;
import dev.millrace.forge.project.Project;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Service hooks' envelopes. No signature: Azure DevOps has none, only Basic auth and headers of one's own. */
public final class AdoAnnouncer implements Announcer {

    static final Set<String> EVENTS = Set.of(
            "workitem.created",
            "workitem.updated",
            "workitem.commented",
            "workitem.deleted",
            "workitem.restored",
            "git.push",
            "git.pullrequest.created",
            "git.pullrequest.updated",
            "git.pullrequest.merged",
            "ms.vss-code.git-pullrequest-comment-event",
            "build.complete");

    private final Core core;
    private final Supplier<String> origin;

    /** @param origin scheme, host and port of this forge */
    public AdoAnnouncer(Core core, Supplier<String> origin) {
        this.core = core;
        this.origin = origin;
    }

    @Override
    public List<Notice> notices(Hook hook, Happening happening, long delivery) {
        var site = new Site(core, origin.get() + "/ado/millrace");
        return new Resources(site, hook)
                        .of(happening)
                        .filter(resource -> hook.events().contains(resource.event()) && wanted(hook, resource))
                        .map(resource -> new Notice(resource.event(), envelope(site, hook, resource, delivery)))
                        .stream()
                        .toList();
    }

    @Override
    public Map<String, String> headers(Hook hook, Delivery delivery) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "VSServices/19.0 (forge)");
        String user = hook.access("basicAuthUsername");
        String password = hook.access("basicAuthPassword");
        if (!user.isEmpty() || !password.isEmpty()) {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        hook.access("httpHeaders").lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).trim(),
                        line.substring(colon + 1).trim());
            }
        });
        return headers;
    }

    private static boolean wanted(Hook hook, Resource resource) {
        JsonNode inputs = hook.settings().path("publisherInputs");
        return (hook.project() == 0 || hook.project() == resource.project().number())
                && (hook.repo() == 0 || resource.repo() == 0 || hook.repo() == resource.repo())
                && fits(inputs, "branch", resource.branch())
                && fits(inputs, "workItemType", resource.type());
    }

    private static boolean fits(JsonNode inputs, String input, Optional<String> actual) {
        String wanted = Json.text(inputs, input).orElse("").replaceFirst("^refs/heads/", "");
        return wanted.isEmpty() || actual.isEmpty() || actual.get().equalsIgnoreCase(wanted);
    }

    private static ObjectNode envelope(Site site, Hook hook, Resource resource, long delivery) {
        ObjectNode envelope = Json.object()
                .put("subscriptionId", hook.guid())
                .put("notificationId", delivery)
                .put("id", Guid.of("event", hook.number() + "/" + delivery))
                .put("eventType", resource.event())
                .put("publisherId", hook.settings().path("publisherId").asText("tfs"));
        envelope.set("message", message(resource.message()));
        envelope.set("detailedMessage", message(resource.message()));
        envelope.set("resource", details(hook, resource));
        envelope.put("resourceVersion", hook.settings().path("resourceVersion").asText("1.0"));
        ObjectNode containers = envelope.putObject("resourceContainers");
        containers.putObject("collection").put("id", Site.collection()).put("baseUrl", site.base() + "/");
        containers.putObject("account").put("id", Site.collection()).put("baseUrl", site.base() + "/");
        Project project = resource.project();
        containers.putObject("project").put("id", project.guid()).put("baseUrl", site.base() + "/");
        return envelope.put("createdDate", site.core().clock().instant().toString());
    }

    /** Subscribers may ask for less. */
    private static JsonNode details(Hook hook, Resource resource) {
        return switch (hook.access("resourceDetailsToSend")) {
            case "none" -> Json.object();
            case "minimal" -> {
                ObjectNode minimal = Json.object();
                for (String field : List.of("id", "workItemId", "pullRequestId", "rev", "url")) {
                    if (resource.body().has(field)) {
                        minimal.set(field, resource.body().get(field));
                    }
                }
                yield minimal;
            }
            default -> resource.body();
        };
    }

    private static ObjectNode message(String text) {
        return Json.object().put("text", text).put("html", text).put("markdown", text);
    }
}
