package dev.millrace.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.build.Build;
import dev.millrace.forge.build.Pipeline;
import dev.millrace.forge.build.StepRun;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds as workflow runs. A run has one job, whose number is the run's. */
final class ActionRoutes {

    private static final String ALL = "v3/repos/{owner}/{repo}/actions";

    private final Core core;

    ActionRoutes(Core core) {
        this.core = core;
    }

    void register(Router routes) {
        routes.get(ALL + "/workflows", this::workflows)
                .get(ALL + "/workflows/{workflow}", this::workflow)
                .post(ALL + "/workflows/{workflow}/dispatches", this::dispatch)
                .get(ALL + "/workflows/{workflow}/runs", this::runs)
                .get(ALL + "/runs", this::runs)
                .get(ALL + "/runs/{run}", this::run)
                .post(ALL + "/runs/{run}/rerun", this::rerun)
                .post(ALL + "/runs/{run}/cancel", this::cancel)
                .get(ALL + "/runs/{run}/jobs", this::jobs)
                .get(ALL + "/jobs/{run}", this::job)
                .get(ALL + "/jobs/{run}/logs", this::logs);
    }

    private Reply workflows(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        return Paging.counted(
                call, "workflows", core.builds().pipelines(repo), pipeline -> workflow(place, repo, pipeline));
    }

    private Reply workflow(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        return Reply.ok(workflow(place, repo, pipeline(call, repo)));
    }

    /** By number or by the name of its file. */
    private Pipeline pipeline(Call call, Repo repo) {
        String handle = call.at("workflow");
        return core.builds().pipelines(repo).stream()
                .filter(pipeline -> Long.toString(pipeline.number()).equals(handle)
                        || pipeline.file().equals(handle)
                        || pipeline.file().endsWith("/" + handle))
                .findFirst()
                .orElseThrow(Place::notFound);
    }

    private Reply dispatch(Call call) {
        Repo repo = Place.of(core, call).repo(call);
        Pipeline pipeline = pipeline(call, repo);
        JsonNode body = call.json();
        String branch = body.path("ref").asText("").replaceFirst("^refs/heads/", "");
        String commit = core.projects()
                .git(repo)
                .branch(branch)
                .orElseThrow(() -> Place.invalid("No ref found for: " + branch));
        Map<String, String> inputs = new HashMap<>();
        body.path("inputs")
                .properties()
                .forEach(each -> inputs.put(each.getKey(), each.getValue().asText()));
        core.builds().queue(pipeline, "refs/heads/" + branch, commit, 0, "workflow_dispatch", inputs, call.by());
        return Reply.nothing();
    }

    private Reply runs(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        Optional<Long> pipeline = call.at("workflow").isEmpty()
                ? Optional.empty()
                : Optional.of(pipeline(call, repo).number());
        Optional<String> branch = call.query("branch");
        Optional<String> commit = call.query("head_sha");
        Optional<String> status = call.query("status");
        List<Build> builds = core.builds().of(repo).stream()
                .filter(build ->
                        pipeline.filter(number -> number != build.pipeline()).isEmpty())
                .filter(build ->
                        branch.filter(name -> !name.equals(build.branch())).isEmpty())
                .filter(build -> commit.filter(id -> !id.equals(build.commit())).isEmpty())
                .filter(build -> status.filter(name -> !name.equals(status(build)) && !name.equals(conclusion(build)))
                        .isEmpty())
                .toList();
        return Paging.counted(call, "workflow_runs", builds, build -> run(place, repo, build));
    }

    private Build build(Call call, Repo repo) {
        return core.builds()
                .find(call.number("run"))
                .filter(build -> build.repo() == repo.number())
                .orElseThrow(Place::notFound);
    }

    private Reply run(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        return Reply.ok(run(place, repo, build(call, repo)));
    }

    private Reply rerun(Call call) {
        Repo repo = Place.of(core, call).repo(call);
        Build build = build(call, repo);
        Pipeline pipeline = core.builds().pipeline(build.pipeline()).orElseThrow(Place::notFound);
        core.builds()
                .queue(
                        pipeline,
                        build.ref(),
                        build.commit(),
                        build.pull(),
                        build.reason(),
                        build.variables(),
                        call.by());
        return Reply.created(Json.object());
    }

    private Reply cancel(Call call) {
        Build build = build(call, Place.of(core, call).repo(call));
        if (core.builds().cancel(build.number(), call.by()).isEmpty()) {
            throw HttpProblem.conflict("Cannot cancel a workflow run that is completed.");
        }
        return Reply.json(202, Json.object());
    }

    private Reply jobs(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        return Paging.counted(call, "jobs", List.of(build(call, repo)), build -> job(place, repo, build));
    }

    private Reply job(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        return Reply.ok(job(place, repo, build(call, repo)));
    }

    /** All steps' lines, each after a time. */
    private Reply logs(Call call) {
        Build build = build(call, Place.of(core, call).repo(call));
        var text = new StringBuilder();
        for (StepRun step : build.steps()) {
            core.builds()
                    .log(build, step.number())
                    .lines()
                    .forEach(line ->
                            text.append(step.started()).append(' ').append(line).append('\n'));
        }
        return Reply.text(text.toString());
    }

    private static ObjectNode workflow(Place place, Repo repo, Pipeline pipeline) {
        return Json.object()
                .put("id", pipeline.number())
                .put("node_id", "W_" + pipeline.number())
                .put("name", pipeline.name())
                .put("path", pipeline.file())
                .put("state", "active")
                .put("created_at", pipeline.created().toString())
                .put("url", place.url(repo) + "/actions/workflows/" + pipeline.number());
    }

    static ObjectNode run(Place place, Repo repo, Build build) {
        String url = place.url(repo) + "/actions/runs/" + build.number();
        Instant started = build.started();
        Instant finished = build.finished();
        ObjectNode view = Json.object()
                .put("id", build.number())
                .put("node_id", "WFR_" + build.number())
                .put(
                        "name",
                        place.core()
                                .builds()
                                .pipeline(build.pipeline())
                                .map(Pipeline::name)
                                .orElse(""))
                .put("run_number", build.number())
                .put("run_attempt", 1)
                .put("head_branch", build.branch())
                .put("head_sha", build.commit())
                .put("event", build.reason().equals("pullRequest") ? "pull_request" : build.reason())
                .put("status", status(build))
                .put("conclusion", conclusion(build))
                .put("workflow_id", build.pipeline())
                .put("created_at", build.queued().toString())
                .put("run_started_at", (started == null ? build.queued() : started).toString())
                .put("updated_at", (finished == null ? build.queued() : finished).toString())
                .put("url", url)
                .put("html_url", place.web(repo) + "/actions/runs/" + build.number())
                .put("jobs_url", url + "/jobs")
                .put("logs_url", url + "/logs");
        view.set("actor", place.user(build.by()));
        view.set("repository", place.repo(repo));
        if (build.pull() > 0) {
            view.putArray("pull_requests").addObject().put("number", build.pull());
        } else {
            view.putArray("pull_requests");
        }
        return view;
    }

    private static ObjectNode job(Place place, Repo repo, Build build) {
        ObjectNode view = Json.object()
                .put("id", build.number())
                .put("run_id", build.number())
                .put("name", "build")
                .put("head_sha", build.commit())
                .put("status", status(build))
                .put("conclusion", conclusion(build))
                .put("url", place.url(repo) + "/actions/jobs/" + build.number());
        view.set(
                "steps",
                Json.array(
                        build.steps(),
                        step -> Json.object()
                                .put("name", step.name())
                                .put("number", step.number())
                                .put("status", "completed")
                                .put("conclusion", conclusion(step.result()))
                                .put("started_at", step.started().toString())
                                .put("completed_at", step.finished().toString())));
        return view;
    }

    private static String status(Build build) {
        return switch (build.status()) {
            case QUEUED -> "queued";
            case RUNNING -> "in_progress";
            case DONE -> "completed";
        };
    }

    private static @Nullable String conclusion(Build build) {
        return build.status() == Build.Status.DONE ? conclusion(build.result()) : null;
    }

    private static String conclusion(Build.Result result) {
        return switch (result) {
            case NONE -> "neutral";
            case SUCCEEDED -> "success";
            case FAILED -> "failure";
            case CANCELED -> "cancelled";
            case SKIPPED -> "skipped";
        };
    }
}
