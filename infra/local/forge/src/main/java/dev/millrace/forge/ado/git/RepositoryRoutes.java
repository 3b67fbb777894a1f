package dev.millrace.forge.ado.git;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Projects;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.Pushed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repositories and their refs. */
public final class RepositoryRoutes {

    private static final String ONE = "{org}/{project?}/_apis/git/repositories/{repo}";

    private final Core core;

    public RepositoryRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get("{org}/{project?}/_apis/git/repositories", this::list)
                .post("{org}/{project?}/_apis/git/repositories", this::create)
                .get(ONE, this::get)
                .patch(ONE, this::change)
                .delete(ONE, this::delete)
                .get(ONE + "/refs", this::refs)
                .get(ONE + "/refs/{filter...}", this::refs)
                .post(ONE + "/refs", this::moveRefs);
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        List<Repo> repos = site.maybeProject(call).map(core.projects()::repos).orElseGet(core.projects()::repos);
        return Site.list(repos, site::repo);
    }

    private Reply get(Call call) {
        Site site = Site.of(core, call);
        return Reply.ok(site.repo(site.repo(call)));
    }

    private Reply create(Call call) {
        Site site = Site.of(core, call);
        JsonNode body = call.json();
        Project project = site.maybeProject(call)
                .orElseGet(() -> site.project(body.path("project").path("id").asText("")));
        String name = body.path("name").asText("");
        if (!Projects.isName(name)) {
            throw HttpProblem.badRequest("'" + name + "' is no name for a repository; use letters, digits, '-', '_'.");
        }
        return core.projects()
                .createRepo(project, name)
                .map(repo -> Reply.created(site.repo(repo)))
                .orElseThrow(() -> new HttpProblem(
                        409,
                        "GitRepositoryNameAlreadyExistsException",
                        "TF400948: A Git repository named " + name + " already exists."));
    }

    private Reply change(Call call) {
        Site site = Site.of(core, call);
        Repo repo = site.repo(call);
        JsonNode body = call.json();
        Repo changed = Json.text(body, "defaultBranch")
                .map(branch -> repo.withDefaultBranch(branch.replaceFirst("^refs/heads/", "")))
                .orElse(repo);
        changed = Json.text(body, "name").map(changed::withName).orElse(changed);
        core.projects().change(changed);
        return Reply.ok(site.repo(changed));
    }

    private Reply delete(Call call) {
        core.projects().deleteRepo(Site.of(core, call).repo(call));
        return Reply.nothing();
    }

    /** All pages at once: a continuation token is only given when {@code $top} cuts the list. */
    private Reply refs(Call call) {
        Site site = Site.of(core, call);
        var view = new GitView(site, site.repo(call));
        String filter = call.at("filter").isEmpty() ? call.query("filter").orElse("") : call.at("filter");
        String containing = call.query("filterContains").orElse("");
        int top = call.query("$top", 1000);
        String after = call.query("continuationToken").orElse("");
        List<Map.Entry<String, String>> refs = view.git().refs("refs/").entrySet().stream()
                .filter(ref -> ref.getKey().startsWith("refs/" + filter)
                        && ref.getKey().contains(containing)
                        && ref.getKey().compareTo(after) > 0)
                .toList();
        List<Map.Entry<String, String>> page = refs.stream().limit(top).toList();
        boolean peel = call.asks("peelTags");
        Reply reply = Site.list(page, ref -> view.ref(ref.getKey(), ref.getValue(), peel));
        return page.size() < refs.size()
                ? reply.with("x-ms-continuationtoken", page.getLast().getKey())
                : reply;
    }

    private Reply moveRefs(Call call) {
        Site site = Site.of(core, call);
        Repo repo = site.repo(call);
        ArrayNode results = Json.array();
        for (JsonNode wish : call.json()) {
            String name = wish.path("name").asText();
            String before = wish.path("oldObjectId").asText(GitRepo.NONE);
            String after = wish.path("newObjectId").asText(GitRepo.NONE);
            Pushed pushed = core.pushes().move(repo, name, Optional.of(before), after, call.by());
            ObjectNode result = Json.object()
                    .put("repositoryId", repo.guid())
                    .put("name", name)
                    .put("oldObjectId", before)
                    .put("newObjectId", after)
                    .put("isLocked", false)
                    .put("updateStatus", status(pushed))
                    .put("success", pushed instanceof Pushed.Done);
            results.add(result);
        }
        return Reply.ok(Json.object().put("count", results.size()).set("value", results));
    }

    private static String status(Pushed pushed) {
        return switch (pushed) {
            case Pushed.Done done -> "succeeded";
            case Pushed.Stale stale -> "staleOldObjectId";
            case Pushed.Protected policy -> "rejectedByPolicy";
            case Pushed.Refused refused -> "invalidRefName";
            case Pushed.BadEdit edit -> "unprocessed";
        };
    }
}
