package dev.millrace.forge.github.git;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.FileChange;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.github.Paging;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import java.util.List;

/** Commits and what lies between two of them. */
public final class CommitRoutes {

    private static final String ONE = "v3/repos/{owner}/{repo}";

    /** More commits than anybody pages through. */
    private static final int MANY = 10_000;

    /** A comparison lists so many files, whatever page is asked for. */
    private static final int MOST_COMPARED = 300;

    private final Core core;

    public CommitRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ONE + "/commits", this::list)
                .get(ONE + "/commits/{ref...}", this::get)
                .get(ONE + "/compare/{range...}", this::compare);
    }

    private Reply list(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        GitRepo git = place.git(call);
        if (git.isEmpty()) {
            throw HttpProblem.conflict("Git Repository is empty.");
        }
        String head = resolve(git, call.query("sha").orElse(repo.defaultBranch()));
        String path = call.query("path").orElse("").replaceAll("^/+|/+$", "");
        return Paging.list(call, git.history().log(head, null, path, 0, MANY), note -> place.commit(repo, note));
    }

    private Reply get(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        GitRepo git = place.git(call);
        CommitNote note = git.commit(resolve(git, call.at("ref"))).orElseThrow(Place::notFound);
        String parent = note.parents().isEmpty() ? GitRepo.NONE : note.parents().getFirst();
        List<FileChange> changes = git.history().changes(parent, note.id(), true);
        ObjectNode view = place.commit(repo, note);
        int added = changes.stream().mapToInt(FileChange::added).sum();
        int removed = changes.stream().mapToInt(FileChange::removed).sum();
        view.putObject("stats")
                .put("additions", added)
                .put("deletions", removed)
                .put("total", added + removed);
        view.set("files", Json.array(changes, change -> file(place, repo, change, note.id())));
        return Reply.ok(view);
    }

    /** {@code base...head}, where a fork's owner may stand before a colon. */
    private Reply compare(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        GitRepo git = place.git(call);
        String[] ends = call.at("range").split("\\.\\.\\.", 2);
        if (ends.length < 2) {
            throw Place.notFound();
        }
        String base = resolve(git, ends[0].replaceFirst("^[^:]*:", ""));
        String head = resolve(git, ends[1].replaceFirst("^[^:]*:", ""));
        String common = git.history().mergeBase(base, head).orElse(GitRepo.NONE);
        List<CommitNote> ahead = git.history().between(base, head).reversed();
        int behind = git.history().between(head, base).size();
        ObjectNode view = Json.object()
                .put("url", place.url(repo) + "/compare/" + call.at("range"))
                .put("status", status(ahead.size(), behind))
                .put("ahead_by", ahead.size())
                .put("behind_by", behind)
                .put("total_commits", ahead.size());
        git.commit(base).ifPresent(note -> view.set("base_commit", place.commit(repo, note)));
        git.commit(common).ifPresent(note -> view.set("merge_base_commit", place.commit(repo, note)));
        view.set("commits", Json.array(ahead, note -> place.commit(repo, note)));
        view.set(
                "files",
                Json.array(git.history().changes(common, head, true).stream()
                        .limit(MOST_COMPARED)
                        .map(change -> file(place, repo, change, head))));
        return Reply.ok(view);
    }

    private static String status(int ahead, int behind) {
        if (ahead > 0 && behind > 0) {
            return "diverged";
        }
        if (ahead > 0) {
            return "ahead";
        }
        return behind > 0 ? "behind" : "identical";
    }

    static String resolve(GitRepo git, String ref) {
        return git.resolve(ref).orElseThrow(() -> new HttpProblem(422, "invalid", "No commit found for SHA: " + ref));
    }

    /** A changed file as commits, comparisons and pull requests show it. */
    public static ObjectNode file(Place place, Repo repo, FileChange change, String commit) {
        ObjectNode view = Json.object()
                .put("filename", change.path())
                .put("sha", change.newId() == null ? change.oldId() : change.newId())
                .put(
                        "status",
                        switch (change.sort()) {
                            case ADDED -> "added";
                            case EDITED -> "modified";
                            case DELETED -> "removed";
                            case RENAMED -> "renamed";
                        })
                .put("additions", change.added())
                .put("deletions", change.removed())
                .put("changes", change.added() + change.removed())
                .put("contents_url", place.url(repo) + "/contents/" + change.path() + "?ref=" + commit);
        if (change.sort() == FileChange.Sort.RENAMED) {
            view.put("previous_filename", change.oldPath());
        }
        return change.patch().isEmpty() ? view : view.put("patch", change.patch());
    }
}
