package dev.millrace.forge.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.build.Build;
import dev.millrace.forge.build.Pipeline;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.gitlab.merge.MergeRequestRoutes;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds as pipelines. A pipeline has one job, whose number is the pipeline's. */
final class PipelineRoutes {

    private static final String PROJECT = "projects/{id}";

    private final Core core;

    PipelineRoutes(Core core) {
        this.core = core;
    }

    void register(Router routes) {
        routes.post(PROJECT + "/pipeline", this::run)
                .get(PROJECT + "/pipelines", this::list)
                .get(PROJECT + "/pipelines/{number}", this::get)
                .post(PROJECT + "/pipelines/{number}/cancel", this::cancel)
                .post(PROJECT + "/pipelines/{number}/retry", this::retry)
                .get(PROJECT + "/pipelines/{number}/jobs", this::jobs)
                .get(PROJECT + "/jobs/{number}", call -> Reply.ok(job(Area.of(core, call), build(call))))
                .get(
                        PROJECT + "/jobs/{number}/trace",
                        call -> Reply.text(core.builds().log(build(call))))
                .get(PROJECT + "/merge_requests/{iid}/pipelines", this::ofMergeRequest);
    }

    private Pipeline pipeline(Repo repo) {
        return core.builds().pipelines(repo).stream()
                .findFirst()
                .orElseThrow(() -> HttpProblem.badRequest("Missing CI config file"));
    }

    private Reply run(Call call) {
        Area area = Area.of(core, call);
        Repo repo = area.repo(call);
        Input input = Input.of(call);
        String branch = input.needed("ref").replaceFirst("^refs/heads/", "");
        String commit = area.git(call).branch(branch).orElseThrow(() -> HttpProblem.badRequest("Reference not found"));
        Map<String, String> variables = new HashMap<>();
        input.body()
                .path("variables")
                .forEach(each -> variables.put(
                        each.path("key").asText(), each.path("value").asText()));
        Build build =
                core.builds().queue(pipeline(repo), "refs/heads/" + branch, commit, 0, "api", variables, call.by());
        return Reply.created(view(area, build));
    }

    private Build build(Call call) {
        Repo repo = Area.of(core, call).repo(call);
        return core.builds()
                .find(call.number("number"))
                .filter(build -> build.repo() == repo.number())
                .orElseThrow(() -> HttpProblem.notFound("404 Not found"));
    }

    private Reply list(Call call) {
        Area area = Area.of(core, call);
        Optional<String> ref = call.query("ref");
        Optional<String> sha = call.query("sha");
        Optional<String> status = call.query("status");
        Optional<Instant> after = call.query("updated_after").map(MergeRequestRoutes::instant);
        Comparator<Build> order =
                call.query("order_by").filter("updated_at"::equals).isPresent()
                        ? Comparator.comparing(PipelineRoutes::updated)
                        : Comparator.comparingLong(Build::number);
        boolean ascending = call.query("sort").filter("asc"::equals).isPresent();
        List<Build> builds = core.builds().of(area.repo(call)).stream()
                .filter(build -> after.filter(at -> updated(build).isBefore(at)).isEmpty())
                .filter(build ->
                        ref.filter(name -> !name.equals(build.branch())).isEmpty())
                .filter(build -> sha.filter(id -> !id.equals(build.commit())).isEmpty())
                .filter(build ->
                        status.filter(name -> !name.equals(status(build))).isEmpty())
                .sorted(ascending ? order : order.reversed())
                .toList();
        return Pages.list(call, builds, build -> view(area, build));
    }

    private static Instant updated(Build build) {
        return Stream.of(build.finished(), build.started())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(build.queued());
    }

    private Reply ofMergeRequest(Call call) {
        Area area = Area.of(core, call);
        String head = area.pull(call).head();
        List<Build> builds = core.builds().of(area.repo(call)).stream()
                .filter(build -> build.commit().equals(head))
                .toList();
        return Pages.list(call, builds, build -> view(area, build));
    }

    private Reply get(Call call) {
        return Reply.ok(view(Area.of(core, call), build(call)));
    }

    private Reply cancel(Call call) {
        Build build = build(call);
        return Reply.ok(view(
                Area.of(core, call),
                core.builds().cancel(build.number(), call.by()).orElse(build)));
    }

    private Reply retry(Call call) {
        Area area = Area.of(core, call);
        Build build = build(call);
        return Reply.created(view(
                area,
                core.builds()
                        .queue(
                                pipeline(area.repo(call)),
                                build.ref(),
                                build.commit(),
                                build.pull(),
                                build.reason(),
                                build.variables(),
                                call.by())));
    }

    private Reply jobs(Call call) {
        Area area = Area.of(core, call);
        return Pages.list(call, List.of(build(call)), build -> job(area, build));
    }

    static ObjectNode view(Area area, Build build) {
        Repo repo = area.core().projects().repo(build.repo());
        ObjectNode view = Json.object()
                .put("id", build.number())
                .put("iid", build.number())
                .put("project_id", repo.number())
                .put("sha", build.commit())
                .put("ref", build.branch())
                .put("tag", false)
                .put("status", status(build))
                .put("source", build.pull() > 0 ? "merge_request_event" : build.reason())
                .put("created_at", build.queued().toString())
                .put("updated_at", updated(build).toString())
                .put("started_at", time(build.started()))
                .put("finished_at", time(build.finished()))
                .put("web_url", area.web(repo) + "/-/pipelines/" + build.number());
        view.set("user", area.user(build.by()));
        return view;
    }

    private static ObjectNode job(Area area, Build build) {
        ObjectNode view = Json.object()
                .put("id", build.number())
                .put("name", "build")
                .put("stage", "build")
                .put("status", status(build))
                .put("ref", build.branch())
                .put("created_at", build.queued().toString())
                .put("started_at", time(build.started()))
                .put("finished_at", time(build.finished()))
                .put("allow_failure", false);
        view.set("pipeline", view(area, build));
        return view;
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    static String status(Build build) {
        return switch (build.status()) {
            case QUEUED -> "pending";
            case RUNNING -> "running";
            case DONE ->
                switch (build.result()) {
                    case SUCCEEDED -> "success";
                    case CANCELED -> "canceled";
                    case SKIPPED -> "skipped";
                    case FAILED, NONE -> "failed";
                };
        };
    }
}
