package dev.millrace.forge.github.git;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.check.Check;
import dev.millrace.forge.check.Checks;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.github.Paging;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import java.util.List;

/** Statuses and check runs on commits: two views of the same reports. */
public final class CheckRoutes {

    private static final String ONE = "v3/repos/{owner}/{repo}";

    private final Core core;

    public CheckRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.post(ONE + "/statuses/{ref}", this::report)
                .get(ONE + "/commits/{ref}/statuses", this::statuses)
                .get(ONE + "/commits/{ref}/status", this::combined)
                .post(ONE + "/check-runs", this::createRun)
                .get(ONE + "/check-runs/{run}", this::run)
                .patch(ONE + "/check-runs/{run}", this::changeRun)
                .get(ONE + "/commits/{ref}/check-runs", this::runs);
    }

    private List<Check> checks(Place place, Call call, boolean runs) {
        String commit = CommitRoutes.resolve(place.git(call), call.at("ref"));
        return core.checks().onCommit(place.repo(call).number(), commit).stream()
                .filter(check -> check.run() == runs)
                .toList();
    }

    private Reply report(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        JsonNode body = call.json();
        String commit = CommitRoutes.resolve(place.git(call), call.at("ref"));
        Check.State state = switch (body.path("state").asText("")) {
            case "pending" -> Check.State.PENDING;
            case "success" -> Check.State.SUCCEEDED;
            case "failure" -> Check.State.FAILED;
            case "error" -> Check.State.ERROR;
            default -> throw Place.invalid("state must be one of error, failure, pending, success");
        };
        Check check = core.checks()
                .report(
                        Checks.Report.onCommit(
                                repo.number(),
                                commit,
                                body.path("context").asText("default"),
                                state,
                                body.path("description").asText(""),
                                body.path("target_url").asText("")),
                        call.by());
        return Reply.created(status(place, repo, check));
    }

    private Reply statuses(Call call) {
        Place place = Place.of(core, call);
        return Paging.list(call, checks(place, call, false), check -> status(place, place.repo(call), check));
    }

    private Reply combined(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        List<Check> latest = Checks.latest(checks(place, call, false));
        String commit = CommitRoutes.resolve(place.git(call), call.at("ref"));
        ObjectNode view =
                Json.object().put("state", overall(latest)).put("sha", commit).put("total_count", latest.size());
        view.set("statuses", Json.array(latest, check -> status(place, repo, check)));
        view.set("repository", place.repo(repo));
        return Reply.ok(view);
    }

    private static String overall(List<Check> checks) {
        if (checks.stream()
                .anyMatch(check -> check.state() == Check.State.FAILED || check.state() == Check.State.ERROR)) {
            return "failure";
        }
        boolean allGood = !checks.isEmpty()
                && checks.stream().allMatch(check -> check.state().isFinal());
        return allGood ? "success" : "pending";
    }

    /** One status. */
    public static ObjectNode status(Place place, Repo repo, Check check) {
        ObjectNode view = Json.object()
                .put("id", check.number())
                .put("node_id", "SC_" + check.number())
                .put("url", place.url(repo) + "/statuses/" + check.commit())
                .put(
                        "state",
                        switch (check.state()) {
                            case PENDING, RUNNING -> "pending";
                            case SUCCEEDED, NOT_APPLICABLE -> "success";
                            case FAILED -> "failure";
                            case ERROR -> "error";
                        })
                .put("description", check.description())
                .put("target_url", check.url())
                .put("context", check.genre().isEmpty() ? check.name() : check.genre() + "/" + check.name())
                .put("created_at", check.created().toString())
                .put("updated_at", check.changed().toString());
        view.set("creator", place.user(check.author()));
        return view;
    }

    private Reply createRun(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        JsonNode body = call.json();
        String name = body.path("name").asText("");
        if (name.isEmpty()) {
            throw Place.invalid("name is missing");
        }
        String commit =
                CommitRoutes.resolve(place.git(call), body.path("head_sha").asText(""));
        Check check = core.checks()
                .report(
                        new Checks.Report(
                                repo.number(),
                                commit,
                                0,
                                0,
                                "",
                                name,
                                state(body, Check.State.PENDING),
                                body.path("output").path("summary").asText(""),
                                body.path("details_url").asText(""),
                                true),
                        call.by());
        return Reply.created(run(place, repo, check));
    }

    private Reply run(Call call) {
        Place place = Place.of(core, call);
        return Reply.ok(run(place, place.repo(call), found(place, call)));
    }

    private Reply changeRun(Call call) {
        Place place = Place.of(core, call);
        Check check = found(place, call);
        JsonNode body = call.json();
        Check changed = core.checks()
                .change(
                        check.number(),
                        state(body, check.state()),
                        body.path("output").path("summary").asText(check.description()),
                        call.by())
                .orElse(check);
        return Reply.ok(run(place, place.repo(call), changed));
    }

    private Reply runs(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        return Paging.counted(
                call, "check_runs", Checks.latest(checks(place, call, true)), check -> run(place, repo, check));
    }

    private Check found(Place place, Call call) {
        long repo = place.repo(call).number();
        return core.checks()
                .find(call.number("run"))
                .filter(check -> check.repo() == repo && check.run())
                .orElseThrow(Place::notFound);
    }

    private static Check.State state(JsonNode body, Check.State otherwise) {
        String conclusion = body.path("conclusion").asText("");
        return switch (conclusion) {
            case "success" -> Check.State.SUCCEEDED;
            case "neutral", "skipped" -> Check.State.NOT_APPLICABLE;
            case "failure", "action_required", "timed_out", "stale" -> Check.State.FAILED;
            case "cancelled" -> Check.State.ERROR;
            case "", "null" ->
                switch (body.path("status").asText("")) {
                    case "queued" -> Check.State.PENDING;
                    case "in_progress" -> Check.State.RUNNING;
                    default -> otherwise;
                };
            default -> throw Place.invalid("There is no conclusion '" + conclusion + "'");
        };
    }

    /** One check run. */
    public static ObjectNode run(Place place, Repo repo, Check check) {
        ObjectNode view = Json.object()
                .put("id", check.number())
                .put("node_id", "CR_" + check.number())
                .put("head_sha", check.commit())
                .put("name", check.name())
                .put("url", place.url(repo) + "/check-runs/" + check.number())
                .put("details_url", check.url())
                .put("started_at", check.created().toString());
        switch (check.state()) {
            case PENDING -> view.put("status", "queued").putNull("conclusion");
            case RUNNING -> view.put("status", "in_progress").putNull("conclusion");
            case SUCCEEDED -> view.put("status", "completed").put("conclusion", "success");
            case FAILED -> view.put("status", "completed").put("conclusion", "failure");
            case ERROR -> view.put("status", "completed").put("conclusion", "cancelled");
            case NOT_APPLICABLE -> view.put("status", "completed").put("conclusion", "neutral");
        }
        if (check.state().isFinal()) {
            view.put("completed_at", check.changed().toString());
        }
        view.putObject("output").put("summary", check.description());
        return view;
    }
}
