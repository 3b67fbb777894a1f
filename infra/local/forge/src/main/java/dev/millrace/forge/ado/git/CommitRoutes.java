package dev.millrace.forge.ado.git;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.ado.pull.StatusView;
import dev.millrace.forge.check.Check;
import dev.millrace.forge.check.Checks;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.FileChange;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import java.util.List;
import java.util.Optional;

/** Commits, what lies between them, and statuses on them. */
public final class CommitRoutes {

    private static final String ONE = "{org}/{project?}/_apis/git/repositories/{repo}";

    private final Core core;

    public CommitRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ONE + "/commits", this::list)
                .get(ONE + "/commits/{commit}", this::get)
                .get(ONE + "/commits/{commit}/changes", this::changes)
                .get(ONE + "/commits/{commit}/mergebases", this::mergeBases)
                .get(ONE + "/commits/{commit}/statuses", this::statuses)
                .post(ONE + "/commits/{commit}/statuses", this::addStatus)
                .get(ONE + "/diffs/commits", this::diff)
                .get(ONE + "/stats/branches", this::branches)
                .get(ONE + "/stats/branches/{name...}", this::branch);
    }

    private GitView view(Call call) {
        Site site = Site.of(core, call);
        return new GitView(site, site.repo(call));
    }

    private CommitNote commit(GitView view, Call call) {
        return view.git()
                .commit(call.at("commit"))
                .orElseThrow(() -> new HttpProblem(
                        404,
                        "GitCommitDoesNotExistException",
                        "TF401019: There is no commit " + call.at("commit") + " in "
                                + view.repo().name() + "."));
    }

    private Reply list(Call call) {
        GitView view = view(call);
        if (view.git().isEmpty()) {
            return Site.list(List.<CommitNote>of(), view::commit);
        }
        String prefix = call.query("searchCriteria.itemVersion.version").isPresent()
                ? "searchCriteria.itemVersion."
                : "searchCriteria.";
        String head = view.version(call, prefix);
        String path = call.query("searchCriteria.itemPath").orElse("").replaceAll("^/+|/+$", "");
        int skip = call.query("searchCriteria.$skip", call.query("$skip", 0));
        int top = call.query("searchCriteria.$top", call.query("$top", 100));
        return Site.list(view.git().history().log(head, null, path, skip, top), view::commit);
    }

    private Reply get(Call call) {
        GitView view = view(call);
        CommitNote commit = commit(view, call);
        ObjectNode shown = view.commit(commit);
        shown.set("changeCounts", counts(changes(view, commit)));
        return Reply.ok(shown);
    }

    private Reply changes(Call call) {
        GitView view = view(call);
        CommitNote commit = commit(view, call);
        List<FileChange> changes = changes(view, commit);
        ObjectNode body = Json.object();
        body.set("changeCounts", counts(changes));
        body.set("changes", Json.array(changes, change -> view.change(change, commit.id())));
        return Reply.ok(body);
    }

    private Reply mergeBases(Call call) {
        GitView view = view(call);
        String other = call.query("otherCommitId").orElse("");
        Optional<String> base = view.git().commit(other).isPresent()
                ? view.git().history().mergeBase(commit(view, call).id(), other)
                : Optional.empty();
        return Site.list(base.stream().toList(), view::commitRef);
    }

    private Reply statuses(Call call) {
        GitView view = view(call);
        var statuses = new StatusView(view.site());
        List<Check> checks =
                core.checks().onCommit(view.repo().number(), commit(view, call).id());
        return Site.list(call.asks("latestOnly") ? Checks.latest(checks) : checks, statuses::commitStatus);
    }

    private Reply addStatus(Call call) {
        GitView view = view(call);
        var statuses = new StatusView(view.site());
        CommitNote commit = commit(view, call);
        return Reply.created(statuses.commitStatus(
                core.checks().report(StatusView.report(call.json(), view.repo().number(), commit.id(), 0), call.by())));
    }

    private Reply diff(Call call) {
        GitView view = view(call);
        String base = view.version(
                call, call.query("baseVersionDescriptor.version").isPresent() ? "baseVersionDescriptor." : "base");
        String target = view.version(
                call,
                call.query("targetVersionDescriptor.version").isPresent() ? "targetVersionDescriptor." : "target");
        String common = view.git().history().mergeBase(base, target).orElse(GitRepo.NONE);
        boolean fromCommon = !call.query("diffCommonCommit").orElse("true").equalsIgnoreCase("false");
        List<FileChange> all = view.git().history().changes(fromCommon ? common : base, target, false);
        List<FileChange> changes = Site.page(call, all, 100);
        ObjectNode body = Json.object()
                .put("allChangesIncluded", call.query("$skip", 0) + changes.size() >= all.size())
                .put("commonCommit", common)
                .put("baseCommit", base)
                .put("targetCommit", target)
                .put("aheadCount", view.git().history().between(base, target).size())
                .put("behindCount", view.git().history().between(target, base).size());
        body.set("changeCounts", counts(all));
        body.set("changes", Json.array(changes, change -> view.change(change, target)));
        return Reply.ok(body);
    }

    private Reply branches(Call call) {
        GitView view = view(call);
        return Site.list(List.copyOf(view.git().refs("refs/heads/").keySet()), ref -> stats(view, ref.substring(11)));
    }

    private Reply branch(Call call) {
        return Reply.ok(stats(view(call), call.at("name")));
    }

    private static JsonNode stats(GitView view, String branch) {
        String head = view.git()
                .branch(branch)
                .orElseThrow(() -> new HttpProblem(
                        404, "GitUnresolvableToCommitException", "TF401175: There is no branch " + branch + "."));
        String base = view.git().branch(view.repo().defaultBranch()).orElse(head);
        ObjectNode stats = Json.object();
        view.git().commit(head).ifPresent(commit -> stats.set("commit", view.commit(commit)));
        return stats.put("name", branch)
                .put("aheadCount", view.git().history().between(base, head).size())
                .put("behindCount", view.git().history().between(head, base).size())
                .put("isBaseVersion", branch.equals(view.repo().defaultBranch()));
    }

    private static List<FileChange> changes(GitView view, CommitNote commit) {
        String parent =
                commit.parents().isEmpty() ? GitRepo.NONE : commit.parents().getFirst();
        return view.git().history().changes(parent, commit.id(), false);
    }

    private static ObjectNode counts(List<FileChange> changes) {
        ObjectNode counts = Json.object();
        counts.put("Add", count(changes, FileChange.Sort.ADDED));
        counts.put("Edit", count(changes, FileChange.Sort.EDITED));
        counts.put("Delete", count(changes, FileChange.Sort.DELETED));
        return counts.put("Rename", count(changes, FileChange.Sort.RENAMED));
    }

    private static long count(List<FileChange> changes, FileChange.Sort sort) {
        return changes.stream().filter(change -> change.sort() == sort).count();
    }
}
