package dev.millrace.forge.ado.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.people.Guid;
import dev.millrace.forge.policy.Policy;
import dev.millrace.forge.policy.PolicyType;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import java.util.List;

/** Branch policies and what they say of a pull request. */
public final class PolicyRoutes {

    private static final String ALL = "{org}/{project}/_apis/policy/configurations";

    private final Core core;

    public PolicyRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::create)
                .get(ALL + "/{policy}", this::get)
                .put(ALL + "/{policy}", this::change)
                .delete(ALL + "/{policy}", this::delete)
                .get("{org}/{project}/_apis/policy/types", this::types)
                .get("{org}/{project}/_apis/policy/evaluations", this::evaluations);
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        List<Policy> policies = core.policies().of(site.project(call)).stream()
                .filter(policy -> call.query("policyType")
                        .filter(type -> !type.equals(policy.type()))
                        .isEmpty())
                .toList();
        return Site.list(policies, policy -> view(site, policy));
    }

    private Reply get(Call call) {
        return Reply.ok(view(Site.of(core, call), policy(call)));
    }

    private Reply create(Call call) {
        Site site = Site.of(core, call);
        JsonNode body = call.json();
        String type = body.path("type").path("id").asText("");
        if (PolicyType.of(type).isEmpty() || !body.path("settings").isObject()) {
            throw HttpProblem.badRequest("Give a type.id that _apis/policy/types lists, and settings with a scope.");
        }
        Policy policy = core.policies()
                .create(
                        site.project(call),
                        type,
                        body.path("isEnabled").asBoolean(true),
                        body.path("isBlocking").asBoolean(true),
                        body.path("settings"),
                        call.by());
        return Reply.ok(view(site, policy));
    }

    private Reply change(Call call) {
        Policy policy = policy(call);
        JsonNode body = call.json();
        Policy changed = core.policies()
                .change(
                        policy,
                        body.path("isEnabled").asBoolean(policy.enabled()),
                        body.path("isBlocking").asBoolean(policy.blocking()),
                        body.path("settings").isObject() ? body.path("settings") : policy.settings());
        return Reply.ok(view(Site.of(core, call), changed));
    }

    private Reply delete(Call call) {
        core.policies().delete(policy(call));
        return Reply.nothing();
    }

    private Reply types(Call call) {
        return Site.list(
                List.of(PolicyType.values()),
                type -> Json.object().put("id", type.guid()).put("displayName", type.displayName()));
    }

    /** The artifact is {@code vstfs:///CodeReview/CodeReviewId/{project}/{pull request}}. */
    private Reply evaluations(Call call) {
        Site site = Site.of(core, call);
        String artifact = call.query("artifactId").orElse("").replace("%2F", "/");
        String last = artifact.substring(artifact.lastIndexOf('/') + 1);
        PullRequest pull = core.pulls().all().stream()
                .filter(each -> Long.toString(each.number()).equals(last))
                .findFirst()
                .orElseThrow(() -> HttpProblem.notFound("There is no pull request '" + artifact + "'."));
        Repo repo = core.projects().repo(pull.repo());
        return Site.list(core.policies().covering(repo, "refs/heads/" + pull.target()), policy -> {
            boolean content = core.policies().missing(policy, pull).isEmpty();
            ObjectNode view = Json.object()
                    .put("artifactId", artifact)
                    .put("evaluationId", Guid.of("evaluation", pull.number() + "/" + policy.number()))
                    .put("status", content ? "approved" : "queued");
            view.set("configuration", view(site, policy));
            return view;
        });
    }

    private Policy policy(Call call) {
        Project project = Site.of(core, call).project(call);
        return core.policies()
                .find(call.number("policy"))
                .filter(policy -> policy.project() == project.number())
                .orElseThrow(() -> new HttpProblem(
                        404, "PolicyConfigurationNotFoundException", "There is no policy " + call.at("policy") + "."));
    }

    private ObjectNode view(Site site, Policy policy) {
        ObjectNode view = Json.object()
                .put("id", policy.number())
                .put("revision", policy.rev())
                .put("isEnabled", policy.enabled())
                .put("isBlocking", policy.blocking())
                .put("isDeleted", false)
                .put("createdDate", policy.created().toString());
        view.set("createdBy", site.identity(policy.createdBy()));
        ObjectNode type = view.putObject("type").put("id", policy.type());
        PolicyType.of(policy.type()).ifPresent(known -> type.put("displayName", known.displayName()));
        view.set("settings", policy.settings());
        Project project = core.projects().project(policy.project());
        view.put("url", site.base() + "/" + project.guid() + "/_apis/policy/configurations/" + policy.number());
        return view;
    }
}
