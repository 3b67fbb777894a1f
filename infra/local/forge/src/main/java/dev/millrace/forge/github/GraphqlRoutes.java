package dev.millrace.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.Edited;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.forge.push.Pushed;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mutations that GitHub has in GraphQL only: in and out of draft, and a commit in one request. Answers have the
 * fields that clients ask for most, whatever the selection says.
 */
final class GraphqlRoutes {

    private static final Pattern MUTATION = Pattern.compile("\\b(\\w+)\\s*\\(\\s*input\\s*:\\s*(\\$\\w+|\\{)");

    private final Core core;

    GraphqlRoutes(Core core) {
        this.core = core;
    }

    void register(Router routes) {
        routes.post("graphql", this::answer).post("v3/graphql", this::answer);
    }

    private Reply answer(Call call) {
        JsonNode body = call.json();
        String query = body.path("query").asText("");
        Matcher matcher = MUTATION.matcher(query);
        if (query.contains("viewer") && !query.contains("mutation")) {
            ObjectNode data = Json.object();
            data.putObject("viewer").put("login", call.by().login());
            return Reply.ok(Json.object().set("data", data));
        }
        if (!query.contains("mutation") || !matcher.find()) {
            return error("INVALID", "Only viewer and mutations with one input are served here.");
        }
        Optional<JsonNode> input = GraphqlInput.read(query, matcher.start(2), body.path("variables"));
        if (input.isEmpty()) {
            return error("INVALID", "The input cannot be read.");
        }
        String name = matcher.group(1);
        return switch (name) {
            case "markPullRequestReadyForReview" -> draft(call, name, input.get(), false);
            case "convertPullRequestToDraft" -> draft(call, name, input.get(), true);
            case "createCommitOnBranch" -> commit(call, name, input.get());
            default -> error("INVALID", "The mutation " + name + " is not served here.");
        };
    }

    private static Reply error(String type, String message) {
        ObjectNode body = Json.object();
        body.putNull("data");
        body.putArray("errors").addObject().put("type", type).put("message", message);
        return Reply.ok(body);
    }

    private static Reply data(String name, JsonNode input, ObjectNode payload) {
        Json.text(input, "clientMutationId").ifPresent(id -> payload.put("clientMutationId", id));
        ObjectNode body = Json.object();
        body.putObject("data").set(name, payload);
        return Reply.ok(body);
    }

    private Reply draft(Call call, String name, JsonNode input, boolean draft) {
        String id = input.path("pullRequestId").asText("");
        Optional<PullRequest> found = core.pulls().all().stream()
                .filter(pull -> id.equals("PR_" + pull.number()))
                .findFirst();
        if (found.isEmpty()) {
            return error("NOT_FOUND", "Could not resolve to a node with the global id of '" + id + "'.");
        }
        Happening.Pull what = draft ? Happening.Pull.DRAFTED : Happening.Pull.READY;
        PullRequest pull = core.pulls()
                .change(found.get().number(), what, call.by(), (each, at) -> each.asDraft(draft, at))
                .orElse(found.get());
        ObjectNode payload = Json.object();
        payload.putObject("pullRequest")
                .put("id", id)
                .put("number", pull.number())
                .put("isDraft", pull.draft())
                .put("state", pull.isOpen() ? "OPEN" : "CLOSED")
                .put("title", pull.title())
                .put("headRefOid", pull.head());
        return data(name, input, payload);
    }

    private Reply commit(Call call, String name, JsonNode input) {
        String[] fullName =
                input.path("branch").path("repositoryNameWithOwner").asText("").split("/", 2);
        Optional<Repo> repo = core.projects()
                .find(fullName[0])
                .flatMap(owner -> core.projects().repo(owner, fullName[fullName.length - 1]));
        if (repo.isEmpty()) {
            return error("NOT_FOUND", "Could not resolve to a Repository.");
        }
        JsonNode message = input.path("message");
        String text = message.path("headline").asText("")
                + Json.text(message, "body").map(more -> "\n\n" + more).orElse("");
        Pushed pushed = core.pushes()
                .commit(
                        repo.get(),
                        input.path("branch").path("branchName").asText("").replaceFirst("^refs/heads/", ""),
                        Json.text(input, "expectedHeadOid"),
                        Optional.empty(),
                        List.of(NewCommit.of(text, edits(input.path("fileChanges")))),
                        call.by());
        Place place = Place.of(core, call);
        return switch (pushed) {
            case Pushed.Done done -> {
                ObjectNode payload = Json.object();
                payload.putObject("commit")
                        .put("oid", done.commit())
                        .put("url", place.web(repo.get()) + "/commit/" + done.commit());
                yield data(name, input, payload);
            }
            case Pushed.Stale(String ref, String actual) ->
                error("STALE_DATA", "Expected branch to point to another commit; it is at \"" + actual + "\".");
            case Pushed.Protected(String branch) ->
                error("FORBIDDEN", "Changes to " + branch + " must be made through a pull request.");
            case Pushed.Refused(String reason) -> error("UNPROCESSABLE", reason);
            case Pushed.BadEdit(Edited why) -> error("UNPROCESSABLE", String.valueOf(why));
        };
    }

    private static List<Edit> edits(JsonNode changes) {
        List<Edit> edits = new ArrayList<>();
        changes.path("deletions")
                .forEach(each -> edits.add(new Edit.Delete(each.path("path").asText(""))));
        changes.path("additions").forEach(each -> {
            try {
                byte[] content =
                        Base64.getMimeDecoder().decode(each.path("contents").asText(""));
                edits.add(new Edit.Put(each.path("path").asText(""), content));
            } catch (IllegalArgumentException e) {
                throw Place.invalid("contents must be Base64");
            }
        });
        return edits;
    }
}
