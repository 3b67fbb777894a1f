package dev.millrace.forge.ado.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.build.Build;
import dev.millrace.forge.build.Pipeline;
import dev.millrace.forge.build.StepRun;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.people.Guid;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Builds as Azure Pipelines shows them. */
public record BuildView(Site site) {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    public ObjectNode build(Build build) {
        Repo repo = site.core().projects().repo(build.repo());
        Project project = site.core().projects().project(repo.project());
        ObjectNode view = Json.object()
                .put("id", build.number())
                .put("buildNumber", buildNumber(build))
                .put("uri", "vstfs:///Build/Build/" + build.number())
                .put("url", url(project, build))
                .put("status", status(build.status()))
                .put("reason", build.reason())
                .put("queueTime", build.queued().toString())
                .put("sourceBranch", build.pull() > 0 ? "refs/pull/" + build.pull() + "/merge" : build.ref())
                .put("sourceVersion", build.commit())
                .put("priority", "normal")
                .put("keepForever", false)
                .put("parameters", Json.object().toString());
        if (build.result() != Build.Result.NONE) {
            view.put("result", result(build.result()));
        }
        time(view, "startTime", Optional.ofNullable(build.started()));
        time(view, "finishTime", Optional.ofNullable(build.finished()));
        view.set(
                "definition",
                definition(site.core().builds().pipeline(build.pipeline()).orElseThrow()));
        view.set("project", site.project(project));
        view.putObject("repository")
                .put("id", repo.guid())
                .put("name", repo.name())
                .put("type", "TfsGit");
        view.set("requestedBy", site.identity(build.by()));
        view.set("requestedFor", site.identity(build.by()));
        links(build, project, view);
        return view;
    }

    private void links(Build build, Project project, ObjectNode view) {
        ObjectNode trigger = view.putObject("triggerInfo");
        if (build.pull() > 0) {
            trigger.put("pr.number", Long.toString(build.pull()))
                    .put("pr.sourceBranch", build.ref())
                    .put("pr.sourceSha", build.commit());
        }
        view.putObject("logs").put("id", 0).put("type", "Container").put("url", url(project, build) + "/logs");
        ObjectNode links = view.putObject("_links");
        links.putObject("self").put("href", url(project, build));
        links.putObject("web")
                .put(
                        "href",
                        site.base() + "/" + Site.escaped(project.name()) + "/_build/results?buildId=" + build.number());
        links.putObject("timeline").put("href", url(project, build) + "/Timeline");
    }

    public static String buildNumber(Build build) {
        return DAY.format(build.queued()) + "." + build.number();
    }

    /** REST address of a build. */
    public String url(Project project, Build build) {
        return site.base() + "/" + project.guid() + "/_apis/build/Builds/" + build.number();
    }

    public ObjectNode definition(Pipeline pipeline) {
        Repo repo = site.core().projects().repo(pipeline.repo());
        Project project = site.core().projects().project(repo.project());
        ObjectNode view = Json.object()
                .put("id", pipeline.number())
                .put("name", pipeline.name())
                .put("url", site.base() + "/" + project.guid() + "/_apis/build/Definitions/" + pipeline.number())
                .put("uri", "vstfs:///Build/Definition/" + pipeline.number())
                .put("path", "\\")
                .put("type", "build")
                .put("queueStatus", "enabled")
                .put("revision", 1)
                .put("createdDate", pipeline.created().toString());
        view.set("project", site.project(project));
        view.putObject("process").put("yamlFilename", pipeline.file()).put("type", 2);
        view.putObject("repository")
                .put("id", repo.guid())
                .put("name", repo.name())
                .put("type", "TfsGit");
        return view;
    }

    ObjectNode record(Build build, StepRun step) {
        Project project = site.core()
                .projects()
                .project(site.core().projects().repo(build.repo()).project());
        ObjectNode view = Json.object()
                .put("id", Guid.of("step", build.number() + "/" + step.number()))
                .putNull("parentId")
                .put("type", "Task")
                .put("name", step.name())
                .put("startTime", step.started().toString())
                .put("finishTime", step.finished().toString())
                .put("state", "completed")
                .put("result", result(step.result()))
                .put("order", step.number())
                .put("percentComplete", 100)
                .put("errorCount", step.result() == Build.Result.FAILED ? 1 : 0);
        view.putObject("log")
                .put("id", step.number())
                .put("type", "Container")
                .put("url", url(project, build) + "/logs/" + step.number());
        return view;
    }

    static String status(Build.Status status) {
        return switch (status) {
            case QUEUED -> "notStarted";
            case RUNNING -> "inProgress";
            case DONE -> "completed";
        };
    }

    public static String result(Build.Result result) {
        return switch (result) {
            case NONE -> "none";
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case CANCELED -> "canceled";
            case SKIPPED -> "skipped";
        };
    }

    private static void time(ObjectNode view, String field, Optional<Instant> time) {
        time.ifPresent(at -> view.put(field, at.toString()));
    }
}
