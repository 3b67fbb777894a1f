package dev.millrace.forge.ado.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.build.Build;
import dev.millrace.forge.build.Pipeline;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The newer way to the same builds: pipelines and runs. */
public final class PipelineRoutes {

    private static final String ALL = "{org}/{project}/_apis/pipelines";

    private final Core core;

    public PipelineRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .get(ALL + "/{pipeline}", this::get)
                .get(ALL + "/{pipeline}/runs", this::runs)
                .post(ALL + "/{pipeline}/runs", this::run)
                .get(ALL + "/{pipeline}/runs/{run}", this::oneRun)
                .get(ALL + "/{pipeline}/runs/{run}/logs", this::logs);
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        Project project = site.project(call);
        List<Pipeline> pipelines = core.builds().pipelines().stream()
                .filter(pipeline ->
                        core.projects().repos(project).stream().anyMatch(repo -> repo.number() == pipeline.repo()))
                .toList();
        return Site.list(pipelines, pipeline -> view(site, project, pipeline));
    }

    private Reply get(Call call) {
        Site site = Site.of(core, call);
        return Reply.ok(view(site, site.project(call), pipeline(call)));
    }

    private Reply runs(Call call) {
        Site site = Site.of(core, call);
        Pipeline pipeline = pipeline(call);
        List<Build> runs = core.builds().all().stream()
                .filter(build -> build.pipeline() == pipeline.number())
                .toList();
        return Site.list(runs, build -> run(site, site.project(call), pipeline, build));
    }

    private Reply run(Call call) {
        Site site = Site.of(core, call);
        JsonNode body = call.json();
        JsonNode self = body.path("resources").path("repositories").path("self");
        Map<String, String> variables = new HashMap<>();
        body.path("variables")
                .properties()
                .forEach(each -> variables.put(
                        each.getKey(), each.getValue().path("value").asText()));
        Pipeline pipeline = pipeline(call);
        Build build = new Queueing(core)
                .queue(
                        pipeline,
                        self.path("refName").asText(""),
                        Json.text(self, "version"),
                        variables,
                        "manual",
                        call.by());
        return Reply.ok(run(site, site.project(call), pipeline, build));
    }

    private Reply oneRun(Call call) {
        Site site = Site.of(core, call);
        return Reply.ok(run(site, site.project(call), pipeline(call), build(call)));
    }

    private Reply logs(Call call) {
        Build build = build(call);
        return Reply.ok(Json.object()
                .set(
                        "logs",
                        Json.array(
                                build.steps(),
                                step -> Json.object()
                                        .put("id", step.number())
                                        .put(
                                                "lineCount",
                                                core.builds()
                                                        .log(build, step.number())
                                                        .lines()
                                                        .count()))));
    }

    private Pipeline pipeline(Call call) {
        Project project = Site.of(core, call).project(call);
        return core.builds()
                .pipeline(call.number("pipeline"))
                .filter(pipeline -> core.projects().repos(project).stream()
                        .map(Repo::number)
                        .anyMatch(number -> number == pipeline.repo()))
                .orElseThrow(() -> new HttpProblem(
                        404, "PipelineNotFoundException", "There is no pipeline " + call.at("pipeline") + "."));
    }

    private Build build(Call call) {
        Pipeline pipeline = pipeline(call);
        return core.builds()
                .find(call.number("run"))
                .filter(build -> build.pipeline() == pipeline.number())
                .orElseThrow(() -> HttpProblem.notFound("There is no run " + call.at("run") + "."));
    }

    private static ObjectNode view(Site site, Project project, Pipeline pipeline) {
        return Json.object()
                .put("id", pipeline.number())
                .put("name", pipeline.name())
                .put("folder", "\\")
                .put("revision", 1)
                .put("url", site.base() + "/" + project.guid() + "/_apis/pipelines/" + pipeline.number());
    }

    private static ObjectNode run(Site site, Project project, Pipeline pipeline, Build build) {
        ObjectNode full = new BuildView(site).build(build);
        ObjectNode view = Json.object()
                .put("id", build.number())
                .put("name", full.path("buildNumber").asText())
                .put("state", build.status() == Build.Status.DONE ? "completed" : "inProgress")
                .put("createdDate", build.queued().toString())
                .put(
                        "url",
                        site.base() + "/" + project.guid() + "/_apis/pipelines/" + pipeline.number() + "/runs/"
                                + build.number());
        view.set("pipeline", view(site, project, pipeline));
        if (build.status() == Build.Status.DONE) {
            view.put("result", BuildView.result(build.result()));
            view.set("finishedDate", full.path("finishTime"));
        }
        view.putObject("resources")
                .putObject("repositories")
                .putObject("self")
                .put("refName", build.ref())
                .put("version", build.commit());
        return view;
    }
}
