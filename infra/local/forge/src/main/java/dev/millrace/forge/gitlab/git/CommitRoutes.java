package dev.millrace.forge.gitlab.git;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.Edited;
import dev.millrace.forge.git.FileChange;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.Signature;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.gitlab.Input;
import dev.millrace.forge.gitlab.Pages;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.forge.push.Pushed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commits: read, compare, and make from a list of actions. */
public final class CommitRoutes {

    private static final String REPOSITORY = "projects/{id}/repository";

    /** More commits than anybody pages through. */
    private static final int MANY = 10_000;

    private final Core core;

    public CommitRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(REPOSITORY + "/commits", this::list)
                .post(REPOSITORY + "/commits", this::create)
                .get(REPOSITORY + "/commits/{sha}", this::get)
                .get(REPOSITORY + "/commits/{sha}/diff", this::diff)
                .get(REPOSITORY + "/compare", this::compare)
                .get(REPOSITORY + "/merge_base", this::mergeBase);
    }

    private Reply list(Call call) {
        Area area = Area.of(core, call);
        Repo repo = area.repo(call);
        GitRepo git = area.git(call);
        if (git.isEmpty()) {
            return Pages.list(call, List.<CommitNote>of(), note -> area.commit(repo, note));
        }
        String ref = call.query("ref_name").orElse("");
        String path = call.query("path").orElse("").replaceAll("^/+|/+$", "");
        int dots = ref.indexOf("..");
        List<CommitNote> commits = dots < 0
                ? git.history().log(FileRoutes.commit(area, call, ref), null, path, 0, MANY)
                : git.history()
                        .log(
                                FileRoutes.commit(area, call, ref.substring(dots + 2)),
                                FileRoutes.commit(area, call, ref.substring(0, dots)),
                                path,
                                0,
                                MANY);
        return Pages.list(call, commits, note -> area.commit(repo, note));
    }

    private CommitNote found(Area area, Call call) {
        return area.git(call)
                .resolve(call.at("sha"))
                .flatMap(area.git(call)::commit)
                .orElseThrow(() -> Area.notFound("Commit"));
    }

    private Reply get(Call call) {
        Area area = Area.of(core, call);
        return Reply.ok(area.commit(area.repo(call), found(area, call)));
    }

    private Reply diff(Call call) {
        Area area = Area.of(core, call);
        CommitNote note = found(area, call);
        String parent = note.parents().isEmpty() ? GitRepo.NONE : note.parents().getFirst();
        return Pages.list(call, area.git(call).history().changes(parent, note.id(), true), CommitRoutes::diff);
    }

    /** One changed file. */
    public static ObjectNode diff(FileChange change) {
        return Json.object()
                .put("diff", change.patch())
                .put("old_path", change.oldPath() == null ? change.newPath() : change.oldPath())
                .put("new_path", change.path())
                .put("a_mode", "100644")
                .put("b_mode", "100644")
                .put("new_file", change.sort() == FileChange.Sort.ADDED)
                .put("renamed_file", change.sort() == FileChange.Sort.RENAMED)
                .put("deleted_file", change.sort() == FileChange.Sort.DELETED);
    }

    private Reply compare(Call call) {
        Area area = Area.of(core, call);
        Repo repo = area.repo(call);
        GitRepo git = area.git(call);
        String from = FileRoutes.commit(area, call, call.query("from").orElse(""));
        String to = FileRoutes.commit(area, call, call.query("to").orElse(""));
        String base =
                call.asks("straight") ? from : git.history().mergeBase(from, to).orElse(GitRepo.NONE);
        List<CommitNote> commits = git.history().between(from, to).reversed();
        ObjectNode view = Json.object();
        if (commits.isEmpty()) {
            view.putNull("commit");
        } else {
            view.set("commit", area.commit(repo, commits.getLast()));
        }
        view.set("commits", Json.array(commits, note -> area.commit(repo, note)));
        view.set("diffs", Json.array(git.history().changes(base, to, true), CommitRoutes::diff));
        return Reply.ok(view.put("compare_timeout", false).put("compare_same_ref", from.equals(to)));
    }

    private Reply mergeBase(Call call) {
        Area area = Area.of(core, call);
        List<String> refs = call.queries("refs[]");
        if (refs.size() != 2) {
            throw HttpProblem.badRequest("refs must be two");
        }
        String one = FileRoutes.commit(area, call, refs.get(0));
        String other = FileRoutes.commit(area, call, refs.get(1));
        return area.git(call)
                .history()
                .mergeBase(one, other)
                .flatMap(area.git(call)::commit)
                .map(note -> Reply.ok(area.commit(area.repo(call), note)))
                .orElseThrow(() -> Area.notFound("Merge Base"));
    }

    private Reply create(Call call) {
        Input input = Input.of(call);
        List<Edit> edits = new ArrayList<>();
        List<JsonNode> actions = new ArrayList<>();
        input.body().path("actions").forEach(action -> {
            edits.add(edit(action));
            actions.add(action);
        });
        if (edits.isEmpty()) {
            throw HttpProblem.badRequest("actions is missing");
        }
        CommitNote note = commit(call, input, input.needed("branch"), edits, actions);
        Area area = Area.of(core, call);
        return Reply.created(area.commit(area.repo(call), note));
    }

    private static Edit edit(JsonNode action) {
        String path = action.path("file_path").asText("").replaceAll("^/+", "");
        byte[] content = FileRoutes.bytes(
                action.path("content").asText(""), action.path("encoding").asText("text"));
        return switch (action.path("action").asText("")) {
            case "create" -> new Edit.Add(path, content);
            case "update" -> new Edit.Change(path, content);
            case "delete" -> new Edit.Delete(path);
            case "move" ->
                new Edit.Rename(
                        action.path("previous_path").asText("").replaceAll("^/+", ""),
                        path,
                        action.has("content") ? content : null);
            case "chmod" ->
                new Edit.Executable(path, action.path("execute_filemode").asBoolean(false));
            default -> throw HttpProblem.badRequest("actions[action] does not have a valid value");
        };
    }

    /** Commits edits to a branch, which grows from {@code start_branch} or {@code start_sha} when it is new. */
    CommitNote commit(Call call, Input input, String branch, List<Edit> edits, List<? extends JsonNode> actions) {
        Area area = Area.of(core, call);
        Repo repo = area.repo(call);
        GitRepo git = area.git(call);
        Optional<String> start = input.text("start_sha")
                .or(() -> input.text("start_branch"))
                .map(ref -> FileRoutes.commit(area, call, ref));
        Optional<String> head = git.branch(branch);
        if (head.isPresent() && start.isPresent() && !input.text("start_branch").equals(Optional.of(branch))) {
            throw HttpProblem.badRequest(
                    "A branch called '" + branch + "' already exists. Switch to that branch in order to make changes");
        }
        if (head.isEmpty() && start.isEmpty() && !git.isEmpty()) {
            throw HttpProblem.badRequest("You can only create or edit files when you are on a branch");
        }
        head.or(() -> start).ifPresent(tip -> actions.forEach(action -> unchanged(git, tip, action)));
        Signature caller = call.by().signature(core.clock().instant());
        var author = new Signature(
                input.text("author_name").orElse(caller.name()),
                input.text("author_email").orElse(caller.mail()),
                caller.at());
        var commit = new NewCommit(input.needed("commit_message"), edits, Optional.of(author), Optional.of(caller));
        Optional<String> expected = Optional.of(head.orElse(GitRepo.NONE));
        String id = done(core.pushes().commit(repo, branch, expected, start, List.of(commit), call.by()));
        return git.commit(id).orElseThrow();
    }

    /** GitLab's way to guard one file: the last commit that the caller saw touching it. */
    private static void unchanged(GitRepo git, String tip, JsonNode action) {
        Json.text(action, "last_commit_id").ifPresent(known -> {
            String path = Json.text(action, "previous_path")
                    .orElseGet(() -> action.path("file_path").asText(""));
            boolean same = git.history().log(tip, null, path, 0, 1).stream()
                    .anyMatch(note -> note.id().equals(known));
            if (!same) {
                throw HttpProblem.badRequest(
                        "You are attempting to update a file that has changed since you started editing it.");
            }
        });
    }

    static String done(Pushed pushed) {
        return switch (pushed) {
            case Pushed.Done done -> done.commit();
            case Pushed.Stale(String ref, String actual) ->
                throw HttpProblem.badRequest("Could not update " + ref + ". Please refresh and try again.");
            case Pushed.Protected(String branch) ->
                throw new HttpProblem(403, "", "You are not allowed to push into this branch");
            case Pushed.Refused(String reason) -> throw HttpProblem.badRequest(reason);
            case Pushed.BadEdit(Edited why) ->
                throw HttpProblem.badRequest(
                        switch (why) {
                            case Edited.PathExists exists -> "A file with this name already exists";
                            case Edited.PathMissing missing -> "A file with this name doesn't exist";
                            case Edited.BadPath(String path, String reason) -> "The path " + path + " " + reason;
                            case Edited.Written written -> "Nothing is wrong";
                        });
        };
    }
}
