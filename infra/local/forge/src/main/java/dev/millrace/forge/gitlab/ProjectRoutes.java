package dev.millrace.forge.gitlab;

import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Projects;
import dev.millrace.forge.project.Repo;
import java.util.List;

/** People, groups and projects. */
final class ProjectRoutes {

    private final Core core;

    ProjectRoutes(Core core) {
        this.core = core;
    }

    void register(Router routes) {
        routes.get(
                        "version",
                        call -> Reply.ok(Json.object().put("version", "18.0.0").put("revision", "forge")))
                .get("user", call -> Reply.ok(Area.of(core, call).user(call.by())))
                .get("users", this::users)
                .get(
                        "users/{user}",
                        call -> Reply.ok(
                                Area.of(core, call).user(Area.of(core, call).person(call.number("user")))))
                .get("personal_access_tokens/self", ProjectRoutes::token)
                .get("groups", this::groups)
                .get("groups/{group}", call -> Reply.ok(Area.of(core, call).group(group(call))))
                .get(
                        "groups/{group}/projects",
                        call -> Pages.list(call, core.projects().repos(group(call)), Area.of(core, call)::repo))
                .get("projects", this::projects)
                .post("projects", this::create)
                .get(
                        "projects/{id}",
                        call -> Reply.ok(
                                Area.of(core, call).repo(Area.of(core, call).repo(call))))
                .put("projects/{id}", this::change)
                .delete("projects/{id}", this::delete)
                .get("projects/{id}/members/all", this::members)
                .get("projects/{id}/users", this::members);
    }

    private Reply users(Call call) {
        List<Person> found = call.query("username")
                .or(() -> call.query("search"))
                .map(name -> core.people().find(name).stream().toList())
                .orElseGet(core.people()::all);
        return Pages.list(call, found, Area.of(core, call)::user);
    }

    private static Reply token(Call call) {
        return Reply.ok(Json.object()
                .put("id", call.by().number())
                .put("name", "forge")
                .put("active", true)
                .put("revoked", false)
                .put("user_id", call.by().number())
                .set("scopes", Json.texts(List.of("api"))));
    }

    private Project group(Call call) {
        return core.projects().find(call.at("group")).orElseThrow(() -> Area.notFound("Group"));
    }

    private Reply groups(Call call) {
        return Pages.list(call, core.projects().all(), Area.of(core, call)::group);
    }

    private Reply projects(Call call) {
        String search = call.query("search").orElse("");
        List<Repo> found = core.projects().repos().stream()
                .filter(repo -> repo.name().contains(search))
                .toList();
        return Pages.list(call, found, Area.of(core, call)::repo);
    }

    private Reply members(Call call) {
        Area area = Area.of(core, call);
        area.repo(call);
        return Pages.list(call, core.people().all(), person -> area.user(person).put("access_level", 40));
    }

    private Reply create(Call call) {
        Input input = Input.of(call);
        String name = input.text("path").orElseGet(() -> input.needed("name"));
        Project group = input.text("namespace_id")
                .map(id -> core.projects().find(id).orElseThrow(() -> Area.notFound("Namespace")))
                .orElseGet(() -> core.projects().create(call.by().login(), ""));
        if (!Projects.isName(name)) {
            throw HttpProblem.badRequest("path can contain only letters, digits, '_', '-' and '.'");
        }
        return core.projects()
                .createRepo(group, name)
                .map(repo -> Reply.created(Area.of(core, call).repo(repo)))
                .orElseThrow(() -> HttpProblem.badRequest("path has already been taken"));
    }

    private Reply change(Call call) {
        Area area = Area.of(core, call);
        Input input = Input.of(call);
        Repo repo = area.repo(call);
        Repo changed = input.text("default_branch").map(repo::withDefaultBranch).orElse(repo);
        changed = input.text("path").map(changed::withName).orElse(changed);
        core.projects().change(changed);
        return Reply.ok(area.repo(changed));
    }

    private Reply delete(Call call) {
        core.projects().deleteRepo(Area.of(core, call).repo(call));
        return Reply.json(202, Json.object().put("message", "202 Accepted"));
    }
}
