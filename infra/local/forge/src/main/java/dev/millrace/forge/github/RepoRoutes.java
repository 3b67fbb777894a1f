package dev.millrace.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.millrace.forge.project.Projects;
import dev.millrace.forge.project.Repo;
import java.util.List;
import java.util.Map;

/** People, repositories, branches and their protection. */
final class RepoRoutes {

    private static final String ONE = "v3/repos/{owner}/{repo}";

    private final Core core;

    RepoRoutes(Core core) {
        this.core = core;
    }

    void register(Router routes) {
        routes.get("v3/meta", call -> Reply.ok(Json.object().put("installed_version", "3.17.0")))
                .get("v3/rate_limit", RepoRoutes::limits)
                .get("v3/user", call -> Reply.ok(Place.of(core, call).user(call.by())))
                .get("v3/users/{login}", this::user)
                .get("v3/search/users", this::search)
                .get("v3/user/repos", this::all)
                .post(
                        "v3/user/repos",
                        call -> create(call, core.projects().create(call.by().login(), "")))
                .get("v3/orgs/{owner}/repos", this::ofOwner)
                .get("v3/users/{owner}/repos", this::ofOwner)
                .post(
                        "v3/orgs/{owner}/repos",
                        call -> create(call, Place.of(core, call).owner(call.at("owner"))))
                .get(ONE, this::get)
                .patch(ONE, this::change)
                .delete(ONE, this::delete)
                .get(ONE + "/branches", this::branches)
                .get(ONE + "/branches/{branch}", this::branch)
                .get(ONE + "/branches/{branch}/protection", this::protection)
                .put(ONE + "/branches/{branch}/protection", this::protect)
                .delete(ONE + "/branches/{branch}/protection", this::unprotect);
    }

    private static Reply limits(Call call) {
        ObjectNode rate = Json.object()
                .put("limit", 5000)
                .put("remaining", 4999)
                .put("used", 1)
                .put("reset", 0);
        ObjectNode body = Json.object();
        body.putObject("resources").set("core", rate);
        body.set("rate", rate.deepCopy());
        return Reply.ok(body);
    }

    private Reply user(Call call) {
        Place place = Place.of(core, call);
        return Reply.ok(place.user(core.people().find(call.at("login")).orElseThrow(Place::notFound)));
    }

    /** By mail address alone: {@code ada@example.org in:email}. */
    private Reply search(Call call) {
        String mail = call.query("q").orElse("").replaceFirst("\\s+in:email$", "");
        return Paging.counted(
                call,
                "items",
                core.people().all().stream()
                        .filter(person -> person.mail().equalsIgnoreCase(mail))
                        .toList(),
                Place.of(core, call)::user);
    }

    private Reply all(Call call) {
        return Paging.list(call, core.projects().repos(), Place.of(core, call)::repo);
    }

    private Reply ofOwner(Call call) {
        Place place = Place.of(core, call);
        return Paging.list(call, core.projects().repos(place.owner(call.at("owner"))), place::repo);
    }

    private Reply create(Call call, Project owner) {
        Place place = Place.of(core, call);
        JsonNode body = call.json();
        String name = body.path("name").asText("");
        if (!Projects.isName(name)) {
            throw Place.invalid("'" + name + "' is no name for a repository.");
        }
        return core.projects()
                .createRepo(owner, name)
                .map(repo -> Reply.created(place.repo(repo)))
                .orElseThrow(() -> Place.invalid("name already exists on this account"));
    }

    private Reply get(Call call) {
        Place place = Place.of(core, call);
        return Reply.ok(place.repo(place.repo(call)));
    }

    private Reply change(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        JsonNode body = call.json();
        Repo changed =
                Json.text(body, "default_branch").map(repo::withDefaultBranch).orElse(repo);
        changed = Json.text(body, "name").map(changed::withName).orElse(changed);
        core.projects().change(changed);
        return Reply.ok(place.repo(changed));
    }

    private Reply delete(Call call) {
        core.projects().deleteRepo(Place.of(core, call).repo(call));
        return Reply.nothing();
    }

    private Reply branches(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        List<Map.Entry<String, String>> branches =
                List.copyOf(place.git(call).refs("refs/heads/").entrySet());
        return Paging.list(
                call, branches, branch -> branch(place, repo, branch.getKey().substring(11), branch.getValue()));
    }

    private Reply branch(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        String head =
                place.git(call).branch(call.at("branch")).orElseThrow(() -> HttpProblem.notFound("Branch not found"));
        ObjectNode view = branch(place, repo, call.at("branch"), head);
        core.projects().git(repo).commit(head).ifPresent(commit -> view.set("commit", place.commit(repo, commit)));
        return Reply.ok(view);
    }

    private ObjectNode branch(Place place, Repo repo, String name, String head) {
        ObjectNode view = Json.object().put("name", name);
        view.putObject("commit").put("sha", head).put("url", place.url(repo) + "/commits/" + head);
        return view.put("protected", core.policies().protects(repo, "refs/heads/" + name));
    }

    private Reply protection(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        List<Policy> policies = policies(repo, call.at("branch"));
        if (policies.isEmpty()) {
            throw HttpProblem.notFound("Branch not protected");
        }
        return Reply.ok(protection(place, repo, call.at("branch"), policies));
    }

    private Reply protect(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        String branch = call.at("branch");
        policies(repo, branch).forEach(core.policies()::delete);
        Project project = core.projects().project(repo.project());
        JsonNode body = call.json();
        int approvals = body.path("required_pull_request_reviews")
                .path("required_approving_review_count")
                .asInt(0);
        core.policies()
                .create(
                        project,
                        PolicyType.MINIMUM_REVIEWERS.guid(),
                        true,
                        true,
                        settings(repo, branch).put("minimumApproverCount", approvals),
                        call.by());
        body.path("required_status_checks")
                .path("contexts")
                .forEach(context -> core.policies()
                        .create(
                                project,
                                PolicyType.STATUS.guid(),
                                true,
                                true,
                                settings(repo, branch).put("statusName", context.asText()),
                                call.by()));
        return Reply.ok(protection(place, repo, branch, policies(repo, branch)));
    }

    private Reply unprotect(Call call) {
        policies(Place.of(core, call).repo(call), call.at("branch")).forEach(core.policies()::delete);
        return Reply.nothing();
    }

    private List<Policy> policies(Repo repo, String branch) {
        return core.policies().blocking(repo, "refs/heads/" + branch);
    }

    private static ObjectNode settings(Repo repo, String branch) {
        ObjectNode settings = Json.object();
        settings.putArray("scope")
                .addObject()
                .put("repositoryId", Guid.of("repo", repo.number()))
                .put("refName", "refs/heads/" + branch)
                .put("matchKind", "exact");
        return settings;
    }

    private static ObjectNode protection(Place place, Repo repo, String branch, List<Policy> policies) {
        ObjectNode view = Json.object().put("url", place.url(repo) + "/branches/" + branch + "/protection");
        for (Policy policy : policies) {
            if (policy.type().equals(PolicyType.MINIMUM_REVIEWERS.guid())) {
                view.putObject("required_pull_request_reviews")
                        .put(
                                "required_approving_review_count",
                                policy.settings().path("minimumApproverCount").asInt());
            } else if (policy.type().equals(PolicyType.STATUS.guid())) {
                view.withObject("/required_status_checks")
                        .withArray("contexts")
                        .add(policy.settings().path("statusName").asText());
            }
        }
        return view;
    }
}
