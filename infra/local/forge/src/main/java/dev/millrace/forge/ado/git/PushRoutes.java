package dev.millrace.forge.ado.git;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.ado.Choice;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.Edited;
import dev.millrace.forge.git.Signature;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.forge.push.Push;
import dev.millrace.forge.push.Pushed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commits made of edits, without a clone. */
public final class PushRoutes {

    private static final String ONE = "{org}/{project?}/_apis/git/repositories/{repo}";
    private static final Choice CHANGE = Choice.of(1, "add", 2, "edit", 8, "rename", 10, "edit, rename", 16, "delete");
    private static final Choice CONTENT = Choice.of(0, "rawText", 1, "base64Encoded");

    private final Core core;

    public PushRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.post(ONE + "/pushes", this::push)
                .get(ONE + "/pushes", this::list)
                .get(ONE + "/pushes/{push}", this::get);
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        var view = new GitView(site, site.repo(call));
        return Site.list(Site.page(call, core.pushes().of(view.repo()), 100), view::push);
    }

    private Reply get(Call call) {
        Site site = Site.of(core, call);
        var view = new GitView(site, site.repo(call));
        return core.pushes().of(view.repo()).stream()
                .filter(push -> push.number() == call.number("push"))
                .findFirst()
                .map(push -> Reply.ok(view.push(push)))
                .orElseThrow(() -> HttpProblem.notFound("There is no push " + call.at("push") + "."));
    }

    private Reply push(Call call) {
        Site site = Site.of(core, call);
        Repo repo = site.repo(call);
        JsonNode body = call.json();
        JsonNode update = body.path("refUpdates").path(0);
        String ref = update.path("name").asText("");
        if (!ref.startsWith("refs/heads/") || body.path("refUpdates").size() != 1) {
            throw HttpProblem.badRequest("Name one branch in refUpdates, such as refs/heads/main.");
        }
        List<NewCommit> commits = new ArrayList<>();
        body.path("commits")
                .forEach(commit -> commits.add(commit(commit, core.clock().instant())));
        if (commits.isEmpty()) {
            throw HttpProblem.badRequest("Give at least one commit.");
        }
        Pushed pushed = core.pushes()
                .commit(
                        repo,
                        ref.substring("refs/heads/".length()),
                        Json.text(update, "oldObjectId"),
                        Optional.empty(),
                        commits,
                        call.by());
        return Reply.created(new GitView(site, repo).push(done(pushed, ref)));
    }

    private static Push done(Pushed pushed, String ref) {
        return switch (pushed) {
            case Pushed.Done(Push push, String commit) -> push;
            case Pushed.Stale stale ->
                throw new HttpProblem(
                        409,
                        "GitReferenceStaleException",
                        "TF401028: The reference '" + ref + "' has already been updated by another client, so you"
                                + " cannot update it. Please try again.");
            case Pushed.Protected policy ->
                throw new HttpProblem(
                        403,
                        "GitRefUpdateRejectedByPolicyException",
                        "TF402455: Pushes to this branch are not permitted; you must use a pull request to update"
                                + " this branch.");
            case Pushed.Refused(String reason) -> throw HttpProblem.badRequest(reason);
            case Pushed.BadEdit(Edited why) -> throw problem(why);
        };
    }

    private static HttpProblem problem(Edited why) {
        return switch (why) {
            case Edited.PathExists(String path) ->
                new HttpProblem(
                        400,
                        "InvalidArgumentValueException",
                        "The path '/" + path + "' specified in the add operation already exists. Please specify a"
                                + " new path.");
            case Edited.PathMissing(String path) ->
                new HttpProblem(
                        404,
                        "GitItemNotFoundException",
                        "TF401174: The item '/" + path + "' could not be found in the repository.");
            case Edited.BadPath(String path, String reason) ->
                new HttpProblem(400, "InvalidArgumentValueException", "The path '/" + path + "' " + reason + ".");
            case Edited.Written written -> new HttpProblem(500, "", "The edits were written.");
        };
    }

    private static NewCommit commit(JsonNode commit, Instant now) {
        List<Edit> edits = new ArrayList<>();
        commit.path("changes").forEach(change -> edit(change, edits));
        return new NewCommit(
                commit.path("comment").asText(""),
                edits,
                signature(commit.path("author"), now),
                signature(commit.path("committer"), now));
    }

    private static Optional<Signature> signature(JsonNode who, Instant now) {
        if (!who.isObject()) {
            return Optional.empty();
        }
        Instant at;
        try {
            at = Instant.parse(who.path("date").asText(""));
        } catch (DateTimeParseException e) {
            at = now;
        }
        return Optional.of(new Signature(
                who.path("name").asText("unknown"), who.path("email").asText(""), at));
    }

    private static void edit(JsonNode change, List<Edit> edits) {
        String path = trimmed(change.path("item").path("path").asText(""));
        String type = CHANGE.name(change.path("changeType").asText("")).replace(" ", "");
        byte @Nullable [] content = content(change.path("newContent"));
        switch (type) {
            case "add" -> edits.add(new Edit.Add(path, content == null ? new byte[0] : content));
            case "edit" -> edits.add(new Edit.Change(path, content == null ? new byte[0] : content));
            case "delete" -> edits.add(new Edit.Delete(path));
            case "rename", "edit,rename", "rename,edit" ->
                edits.add(
                        new Edit.Rename(trimmed(change.path("sourceServerItem").asText("")), path, content));
            default ->
                throw HttpProblem.badRequest(
                        "The change type '" + type + "' is not served; use add, edit, rename or delete.");
        }
    }

    private static byte @Nullable [] content(JsonNode content) {
        if (!content.has("content")) {
            return null;
        }
        String text = content.path("content").asText();
        if (CONTENT.name(content, "contentType", "rawText").equals("rawText")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("The content is no Base64; send it as rawText or encode it.");
        }
    }

    private static String trimmed(String path) {
        return path.replaceAll("^/+", "");
    }
}
