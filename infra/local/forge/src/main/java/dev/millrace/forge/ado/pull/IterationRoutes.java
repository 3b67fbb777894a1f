package dev.millrace.forge.ado.pull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.ado.git.GitView;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.FileChange;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.MergeTrial;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.Iteration;
import dev.millrace.forge.pull.PullRequest;
import java.util.List;
import java.util.stream.Stream;

/** What a pull request contains: iterations, their changes, commits, conflicts. */
public final class IterationRoutes {

    private static final String PULL = "{org}/{project?}/_apis/git/repositories/{repo}/pullRequests/{pull}";

    private final Core core;

    public IterationRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(PULL + "/iterations", this::list)
                .get(PULL + "/iterations/{iteration}", this::get)
                .get(PULL + "/iterations/{iteration}/changes", this::changes)
                .get(PULL + "/iterations/{iteration}/commits", this::iterationCommits)
                .get(PULL + "/commits", this::commits)
                .get(PULL + "/conflicts", this::conflicts);
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        return Site.list(pull.iterations(), each -> new PullView(site).iteration(pull, each));
    }

    private Reply get(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        return Reply.ok(new PullView(site).iteration(pull, iteration(pull, call.number("iteration"))));
    }

    private Reply changes(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        Repo repo = core.projects().repo(pull.repo());
        Iteration iteration = iteration(pull, call.number("iteration"));
        int against = call.query("$compareTo", 0);
        String base = against > 0 ? iteration(pull, against).source() : iteration.base();
        List<FileChange> changes = core.projects().git(repo).history().changes(base, iteration.source(), false);
        var git = new GitView(site, repo);
        ArrayNode entries = Json.array();
        for (FileChange change : Site.page(call, changes, 2000)) {
            int number = changes.indexOf(change) + 1;
            ObjectNode entry = git.change(change, iteration.source());
            entries.add(entry.put("changeId", number).put("changeTrackingId", number));
        }
        return Reply.ok(Json.object().set("changeEntries", entries));
    }

    private Reply iterationCommits(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        Iteration iteration = iteration(pull, call.number("iteration"));
        return commits(call, site, pull, iteration.source());
    }

    private Reply commits(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        return commits(call, site, pull, pull.head());
    }

    private Reply commits(Call call, Site site, PullRequest pull, String head) {
        Repo repo = core.projects().repo(pull.repo());
        String target = pull.iterations().getLast().target();
        List<CommitNote> commits = head.equals(GitRepo.NONE)
                ? List.of()
                : core.projects().git(repo).history().between(target, head);
        return Site.list(Site.page(call, commits, 100), new GitView(site, repo)::commit);
    }

    private Reply conflicts(Call call) {
        PullRequest pull = Site.of(core, call).pull(call);
        List<String> paths = core.merges().trial(pull).stream()
                .flatMap(trial -> trial instanceof MergeTrial.Conflicts(List<String> conflicting)
                        ? conflicting.stream()
                        : Stream.empty())
                .toList();
        return Site.list(
                paths,
                path -> Json.object()
                        .put("conflictId", paths.indexOf(path) + 1)
                        .put("conflictType", "editEdit")
                        .put("conflictPath", "/" + path)
                        .put("resolutionStatus", "unresolved"));
    }

    private static Iteration iteration(PullRequest pull, long number) {
        return pull.iterations().stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow(() -> HttpProblem.notFound("There is no iteration " + number + "."));
    }
}
