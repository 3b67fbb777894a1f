package dev.millrace.forge.gitlab.git;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.gitlab.Input;
import dev.millrace.forge.gitlab.Pages;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.policy.Policy;
import dev.millrace.forge.policy.PolicyType;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.Pushed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Branches, tags, and which branches take merge requests only. */
public final class BranchRoutes {

    private static final String REPOSITORY = "projects/{id}/repository";
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    private final Core core;

    public BranchRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(REPOSITORY + "/branches", this::branches)
                .post(REPOSITORY + "/branches", this::create)
                .get(REPOSITORY + "/branches/{branch}", this::branch)
                .delete(REPOSITORY + "/branches/{branch}", this::delete)
                .get(REPOSITORY + "/tags", this::tags)
                .post(REPOSITORY + "/tags", this::createTag)
                .get("projects/{id}/protected_branches", this::protectedBranches)
                .post("projects/{id}/protected_branches", this::protect)
                .get("projects/{id}/protected_branches/{branch}", this::protectedBranch)
                .delete("projects/{id}/protected_branches/{branch}", this::unprotect);
    }

    private Reply branches(Call call) {
        Area area = Area.of(core, call);
        Repo repo = area.repo(call);
        String search = call.query("search").orElse("");
        List<Map.Entry<String, String>> found = area.git(call).refs(HEADS).entrySet().stream()
                .filter(ref -> ref.getKey().contains(search))
                .toList();
        return Pages.list(call, found, ref -> view(area, repo, ref.getKey().substring(HEADS.length()), ref.getValue()));
    }

    private Reply branch(Call call) {
        Area area = Area.of(core, call);
        String head = area.git(call).branch(call.at("branch")).orElseThrow(() -> Area.notFound("Branch"));
        return Reply.ok(view(area, area.repo(call), call.at("branch"), head));
    }

    private Reply create(Call call) {
        Area area = Area.of(core, call);
        Input input = Input.of(call);
        String branch = input.needed("branch");
        String start = area.git(call)
                .resolve(input.needed("ref"))
                .orElseThrow(() -> HttpProblem.badRequest("Invalid reference name: " + input.needed("ref")));
        Pushed pushed =
                core.pushes().move(area.repo(call), HEADS + branch, Optional.of(GitRepo.NONE), start, call.by());
        if (pushed instanceof Pushed.Stale) {
            throw HttpProblem.badRequest("Branch already exists");
        }
        return Reply.created(view(area, area.repo(call), branch, CommitRoutes.done(pushed)));
    }

    private Reply delete(Call call) {
        Area area = Area.of(core, call);
        if (area.git(call).branch(call.at("branch")).isEmpty()) {
            throw Area.notFound("Branch");
        }
        CommitRoutes.done(core.pushes()
                .move(area.repo(call), HEADS + call.at("branch"), Optional.empty(), GitRepo.NONE, call.by()));
        return Reply.nothing();
    }

    private ObjectNode view(Area area, Repo repo, String name, String head) {
        ObjectNode view = Json.object()
                .put("name", name)
                .put("default", name.equals(repo.defaultBranch()))
                .put("protected", core.policies().protects(repo, HEADS + name))
                .put("merged", false)
                .put("can_push", !core.policies().protects(repo, HEADS + name))
                .put("web_url", area.web(repo) + "/-/tree/" + name);
        core.projects().git(repo).commit(head).ifPresent(note -> view.set("commit", area.commit(repo, note)));
        return view;
    }

    private Reply tags(Call call) {
        Area area = Area.of(core, call);
        Repo repo = area.repo(call);
        return Pages.list(
                call,
                List.copyOf(area.git(call).refs(TAGS).entrySet()),
                ref -> tag(area, repo, ref.getKey().substring(TAGS.length())));
    }

    private Reply createTag(Call call) {
        Area area = Area.of(core, call);
        Input input = Input.of(call);
        String name = input.needed("tag_name");
        String target = area.git(call)
                .resolve(input.needed("ref"))
                .orElseThrow(() -> HttpProblem.badRequest("Target " + input.needed("ref") + " is invalid"));
        Pushed pushed = core.pushes().move(area.repo(call), TAGS + name, Optional.of(GitRepo.NONE), target, call.by());
        if (pushed instanceof Pushed.Stale) {
            throw HttpProblem.badRequest("Tag " + name + " already exists");
        }
        CommitRoutes.done(pushed);
        return Reply.created(tag(area, area.repo(call), name));
    }

    private ObjectNode tag(Area area, Repo repo, String name) {
        GitRepo git = core.projects().git(repo);
        ObjectNode view = Json.object().put("name", name).put("message", "");
        git.resolve(TAGS + name).flatMap(git::commit).ifPresent(note -> {
            view.put("target", note.id());
            view.set("commit", area.commit(repo, note));
        });
        return view;
    }

    private List<Policy> policies(Repo repo, String branch) {
        return core.policies().blocking(repo, HEADS + branch);
    }

    private Reply protectedBranches(Call call) {
        Area area = Area.of(core, call);
        Repo repo = area.repo(call);
        List<String> names = area.git(call).refs(HEADS).keySet().stream()
                .map(ref -> ref.substring(HEADS.length()))
                .filter(name -> !policies(repo, name).isEmpty())
                .toList();
        return Pages.list(call, names, BranchRoutes::protectedView);
    }

    private Reply protectedBranch(Call call) {
        if (policies(Area.of(core, call).repo(call), call.at("branch")).isEmpty()) {
            throw Area.notFound("Protected Branch");
        }
        return Reply.ok(protectedView(call.at("branch")));
    }

    private Reply protect(Call call) {
        Repo repo = Area.of(core, call).repo(call);
        String branch = Input.of(call).needed("name");
        if (!policies(repo, branch).isEmpty()) {
            throw HttpProblem.conflict("Protected branch '" + branch + "' already exists");
        }
        ObjectNode settings = Json.object().put("minimumApproverCount", 0);
        settings.putArray("scope")
                .addObject()
                .put("repositoryId", repo.guid())
                .put("refName", HEADS + branch)
                .put("matchKind", "exact");
        core.policies()
                .create(
                        core.projects().project(repo.project()),
                        PolicyType.MINIMUM_REVIEWERS.guid(),
                        true,
                        true,
                        settings,
                        call.by());
        return Reply.created(protectedView(branch));
    }

    private Reply unprotect(Call call) {
        policies(Area.of(core, call).repo(call), call.at("branch")).forEach(core.policies()::delete);
        return Reply.nothing();
    }

    private static ObjectNode protectedView(String branch) {
        ObjectNode view = Json.object().put("name", branch).put("allow_force_push", false);
        view.putArray("push_access_levels").addObject().put("access_level", 0);
        view.putArray("merge_access_levels").addObject().put("access_level", 30);
        return view;
    }
}
