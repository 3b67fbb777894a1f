package dev.millrace.forge.github.git;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.Edited;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.TreeEntry;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.forge.push.Pushed;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Files and folders by path. */
public final class ContentRoutes {

    private static final String ALL = "v3/repos/{owner}/{repo}/contents";

    private final Core core;

    public ContentRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::get)
                .get(ALL + "/{path...}", this::get)
                .put(ALL + "/{path...}", this::put)
                .delete(ALL + "/{path...}", this::delete);
    }

    private Reply get(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        GitRepo git = place.git(call);
        String ref = call.query("ref").orElse(repo.defaultBranch());
        String commit = git.resolve(ref).orElseThrow(() -> HttpProblem.notFound("No commit found for the ref " + ref));
        String path = call.at("path").replaceAll("^/+|/+$", "");
        TreeEntry entry = git.entry(commit, path).orElseThrow(Place::notFound);
        if (entry.isFolder()) {
            return Reply.ok(Json.array(git.list(commit, path, false), each -> entry(place, repo, each, ref)));
        }
        byte[] content = git.blob(entry.id()).orElseThrow(Place::notFound);
        if (call.header("Accept").orElse("").contains("raw")) {
            return Reply.bytes("application/vnd.github.raw", content);
        }
        return Reply.ok(entry(place, repo, entry, ref)
                .put("encoding", "base64")
                .put("content", Base64.getMimeEncoder(60, new byte[] {'\n'}).encodeToString(content)));
    }

    private Reply put(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        JsonNode body = call.json();
        String branch = body.path("branch").asText(repo.defaultBranch());
        String path = call.at("path");
        boolean isNew = current(repo, branch, path, body).isEmpty();
        byte[] content;
        try {
            content = Base64.getMimeDecoder().decode(body.path("content").asText(""));
        } catch (IllegalArgumentException e) {
            throw Place.invalid("content is not valid Base64");
        }
        JsonNode result = commit(place, repo, branch, body, new Edit.Put(path, content), call);
        return Reply.json(isNew ? 201 : 200, result);
    }

    private Reply delete(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        JsonNode body = call.json();
        String branch = body.path("branch").asText(call.query("branch").orElse(repo.defaultBranch()));
        if (current(repo, branch, call.at("path"), body).isEmpty()) {
            throw Place.notFound();
        }
        return Reply.ok(commit(place, repo, branch, body, new Edit.Delete(call.at("path")), call));
    }

    /** The file as it is, whose id the caller must name. */
    private Optional<TreeEntry> current(Repo repo, String branch, String path, JsonNode body) {
        GitRepo git = core.projects().git(repo);
        Optional<TreeEntry> entry = git.branch(branch).flatMap(head -> git.entry(head, path));
        String known = body.path("sha").asText("");
        if (entry.isPresent() && known.isEmpty()) {
            throw Place.invalid("\"sha\" wasn't supplied.");
        }
        if (!known.isEmpty() && entry.filter(each -> each.id().equals(known)).isEmpty()) {
            throw HttpProblem.conflict(path + " does not match " + known);
        }
        return entry;
    }

    private JsonNode commit(Place place, Repo repo, String branch, JsonNode body, Edit edit, Call call) {
        String message = body.path("message").asText("Update " + call.at("path"));
        GitRepo git = core.projects().git(repo);
        if (git.branch(branch).isEmpty() && !git.isEmpty()) {
            throw HttpProblem.notFound("Branch " + branch + " not found");
        }
        Pushed pushed = core.pushes()
                .commit(
                        repo,
                        branch,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(NewCommit.of(message, List.of(edit))),
                        call.by());
        String commit = done(pushed);
        ObjectNode view = Json.object();
        git.entry(commit, call.at("path"))
                .ifPresentOrElse(
                        entry -> view.set("content", entry(place, repo, entry, branch)), () -> view.putNull("content"));
        git.commit(commit).ifPresent(note -> view.set("commit", place.gitCommit(repo, note)));
        return view;
    }

    /** The commit that a push made, or why it made none. */
    static String done(Pushed pushed) {
        return switch (pushed) {
            case Pushed.Done done -> done.commit();
            case Pushed.Stale stale -> throw HttpProblem.conflict("The branch moved meanwhile; read it again.");
            case Pushed.Protected(String branch) ->
                throw HttpProblem.conflict("Repository rule violations found. Changes to " + branch
                        + " must be made through a pull request.");
            case Pushed.Refused(String reason) -> throw Place.invalid(reason);
            case Pushed.BadEdit(Edited why) -> throw invalid(why);
        };
    }

    static HttpProblem invalid(Edited why) {
        return switch (why) {
            case Edited.PathExists(String path) -> Place.invalid("path " + path + " exists");
            case Edited.PathMissing(String path) -> Place.invalid("path " + path + " does not exist");
            case Edited.BadPath(String path, String reason) -> Place.invalid("path " + path + " " + reason);
            case Edited.Written written -> Place.invalid("nothing is wrong");
        };
    }

    private static ObjectNode entry(Place place, Repo repo, TreeEntry entry, String ref) {
        return Json.object()
                .put("type", entry.isFolder() ? "dir" : "file")
                .put("name", entry.name())
                .put("path", entry.path())
                .put("sha", entry.id())
                .put("size", entry.size())
                .put("url", place.url(repo) + "/contents/" + entry.path() + "?ref=" + ref)
                .put("git_url", place.url(repo) + "/git/" + (entry.isFolder() ? "trees/" : "blobs/") + entry.id())
                .put("html_url", place.web(repo) + "/blob/" + ref + "/" + entry.path());
    }
}
