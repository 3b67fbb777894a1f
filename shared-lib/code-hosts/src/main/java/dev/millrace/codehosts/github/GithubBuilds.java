package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Builds;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs of GitHub Actions. */
final class GithubBuilds implements Builds {

    private static final String BY_REQUEST = "workflow_dispatch";

    private final GithubApi api;
    private final Branches branches;
    private final Patience patience;
    private final Timing timing;

    GithubBuilds(GithubApi api, Patience patience, Timing timing) {
        this.api = api;
        this.branches = new Branches(api);
        this.patience = patience;
        this.timing = timing;
    }

    @Override
    public Optional<Build> find(RepositoryRef repository, String commit) {
        FullName at = FullName.of(repository);
        Call newest =
                Call.get(at.path("actions", "runs")).query("head_sha", commit).query("per_page", 1);
        return api.list(newest, "workflow_runs", items -> true).stream()
                .findFirst()
                .map(run -> RunView.of(api.host(), at, run));
    }

    /** Starts the first workflow that may be started by request. */
    @Override
    public Build start(RepositoryRef repository, String branch, String commit) {
        FullName at = FullName.of(repository);
        if (!branches.head(at, branch).equals(Optional.of(commit))) {
            throw new Conflict(Conflict.Kind.MOVED, "the branch '" + branch + "' is not at " + commit);
        }
        Set<String> before = requested(at, commit).stream()
                .map(run -> run.path("id").asText())
                .collect(Collectors.toSet());
        dispatch(at, branch);
        return started(at, commit, before);
    }

    private void dispatch(FullName at, String branch) {
        List<JsonNode> active = api.list(Call.get(at.path("actions", "workflows")), "workflows").stream()
                .filter(workflow -> workflow.path("state").asText("active").equals("active"))
                .toList();
        var refusal = new HostException.Unsupported(
                at + " has no workflow", "add one with 'on: workflow_dispatch' under .github/workflows");
        for (JsonNode workflow : active) {
            String id = workflow.path("id").asText();
            try {
                api.run(Call.post(at.path("actions", "workflows", id, "dispatches"))
                        .json(Json.object().put("ref", branch)));
                return;
            } catch (HostException.Unsupported e) {
                refusal = e;
            }
        }
        throw refusal;
    }

    /** GitHub makes the run after it has answered, and tells its id by listing it alone. */
    private Build started(FullName at, String commit, Set<String> before) {
        Instant end = timing.clock().instant().plus(patience.total());
        for (Duration pause = patience.step(); ; pause = longer(pause)) {
            Optional<JsonNode> run = requested(at, commit).stream()
                    .filter(each -> !before.contains(each.path("id").asText()))
                    .findFirst();
            if (run.isPresent()) {
                return RunView.of(api.host(), at, run.get());
            }
            if (timing.clock().instant().plus(pause).isAfter(end)) {
                throw new HostException.Unavailable(at + " does not list the run that was asked for", null);
            }
            pause(pause);
        }
    }

    private Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(patience.longest()) > 0 ? patience.longest() : twice;
    }

    private void pause(Duration duration) {
        try {
            timing.pause().wait(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException.Unavailable("waiting for a run was broken off", e);
        }
    }

    private List<JsonNode> requested(FullName at, String commit) {
        Call call =
                Call.get(at.path("actions", "runs")).query("head_sha", commit).query("event", BY_REQUEST);
        return api.list(call, "workflow_runs").stream()
                .filter(run -> run.path("event").asText().equals(BY_REQUEST))
                .toList();
    }

    @Override
    public Build read(BuildRef build) {
        FullName at = FullName.parse(build.project());
        return RunView.of(api.host(), at, api.send(Call.get(at.path("actions", "runs", FullName.number(build.id())))));
    }

    @Override
    public String failure(BuildRef build, int bytes) {
        FullName at = FullName.parse(build.project());
        List<JsonNode> failed =
                api.list(Call.get(at.path("actions", "runs", FullName.number(build.id()), "jobs")), "jobs").stream()
                        .filter(job -> RunView.hasFailed(Json.text(job, "conclusion")))
                        .toList();
        List<String> logs = new ArrayList<>();
        for (JsonNode job : failed) {
            api.text(Call.get(at.path("actions", "jobs", job.path("id").asText(), "logs")))
                    .map(log -> JobLog.failure(job, log))
                    .map(log -> JobLog.end(log, bytes / failed.size()))
                    .ifPresent(logs::add);
        }
        return JobLog.end(String.join("\n", logs), bytes);
    }
}
