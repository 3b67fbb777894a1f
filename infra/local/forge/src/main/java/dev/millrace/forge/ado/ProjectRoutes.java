package dev.millrace.forge.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.people.Guid;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Projects;
import java.util.List;

/** Projects, their one team, and identities. */
final class ProjectRoutes {

    private final Core core;

    ProjectRoutes(Core core) {
        this.core = core;
    }

    void register(Router routes) {
        routes.get("{org}/_apis/projects", this::list)
                .post("{org}/_apis/projects", this::create)
                .get("{org}/_apis/projects/{project}", this::get)
                .get("{org}/_apis/projects/{project}/teams", this::teams)
                .get("{org}/_apis/operations/{id}", this::operation)
                .get("{org}/_apis/identities", this::identities)
                .get("{org}/_apis/Identities/{person}", this::identity);
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        return Site.list(Site.page(call, core.projects().all(), 100), site::project);
    }

    private Reply get(Call call) {
        Site site = Site.of(core, call);
        ObjectNode view = site.project(site.project(call));
        view.set("defaultTeam", team(site, site.project(call)));
        return Reply.ok(view);
    }

    /** Azure DevOps queues it; here the operation has succeeded before it is first asked for. */
    private Reply create(Call call) {
        JsonNode body = call.json();
        String name = body.path("name").asText("");
        if (!Projects.isName(name)) {
            throw HttpProblem.badRequest("'" + name + "' is no name for a project; use letters, digits, '-' and '_'.");
        }
        if (core.projects().find(name).isPresent()) {
            throw new HttpProblem(
                    409,
                    "ProjectAlreadyExistsException",
                    "TF200019: The following project already exists: " + name + ".");
        }
        Project project = core.projects().create(name, body.path("description").asText(""));
        core.projects().createRepo(project, name);
        return Reply.json(202, operation(Site.of(core, call), project.guid()));
    }

    private Reply operation(Call call) {
        return Reply.ok(operation(Site.of(core, call), call.at("id")));
    }

    private static ObjectNode operation(Site site, String id) {
        return Json.object()
                .put("id", id)
                .put("status", "succeeded")
                .put("url", site.base() + "/_apis/operations/" + id);
    }

    private Reply teams(Call call) {
        Site site = Site.of(core, call);
        return Site.list(Site.page(call, List.of(site.project(call)), 100), project -> team(site, project));
    }

    private static ObjectNode team(Site site, Project project) {
        String id = Guid.of("team", project.number());
        return Json.object()
                .put("id", id)
                .put("name", project.name() + " Team")
                .put("projectId", project.guid())
                .put("projectName", project.name())
                .put("url", site.base() + "/_apis/projects/" + project.guid() + "/teams/" + id);
    }

    private Reply identities(Call call) {
        Site site = Site.of(core, call);
        String wanted = call.query("filterValue").orElse("");
        return Site.list(core.people().find(wanted).stream().toList(), person -> {
            ObjectNode view = site.identity(person);
            view.put("providerDisplayName", person.name()).put("isActive", true);
            return view;
        });
    }

    private Reply identity(Call call) {
        Site site = Site.of(core, call);
        return Reply.ok(site.identity(site.person(call.at("person"))));
    }
}
