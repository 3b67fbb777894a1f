package dev.millrace.forge.github.git;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.Edited;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.Signature;
import dev.millrace.forge.git.TreeEntry;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Blobs, trees and commits, which become visible when a ref points to them. */
public final class GitDataRoutes {

    private static final String ALL = "v3/repos/{owner}/{repo}/git";

    private final Core core;

    public GitDataRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.post(ALL + "/blobs", this::createBlob)
                .get(ALL + "/blobs/{sha}", this::blob)
                .post(ALL + "/trees", this::createTree)
                .get(ALL + "/trees/{sha}", this::tree)
                .post(ALL + "/commits", this::createCommit)
                .get(ALL + "/commits/{sha}", this::commit);
    }

    private Reply createBlob(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        JsonNode body = call.json();
        String text = body.path("content").asText("");
        byte[] content;
        try {
            content = body.path("encoding").asText("utf-8").equals("base64")
                    ? Base64.getMimeDecoder().decode(text)
                    : text.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Place.invalid("content is not valid Base64");
        }
        String id = place.git(call).editor().blob(content);
        return Reply.created(Json.object().put("sha", id).put("url", place.url(repo) + "/git/blobs/" + id));
    }

    private Reply blob(Call call) {
        Place place = Place.of(core, call);
        byte[] content = place.git(call).blob(call.at("sha")).orElseThrow(Place::notFound);
        return Reply.ok(Json.object()
                .put("sha", call.at("sha"))
                .put("size", content.length)
                .put("encoding", "base64")
                .put("content", Base64.getEncoder().encodeToString(content))
                .put("url", place.url(place.repo(call)) + "/git/blobs/" + call.at("sha")));
    }

    private Reply createTree(Call call) {
        Place place = Place.of(core, call);
        GitRepo git = place.git(call);
        JsonNode body = call.json();
        String base = Json.text(body, "base_tree").orElse(null);
        if (base != null && git.entry(base, "").isEmpty()) {
            throw Place.invalid("base_tree is not a valid tree");
        }
        Map<String, Optional<TreeEntry>> leaves = new LinkedHashMap<>();
        body.path("tree").forEach(leaf -> leaves.put(leaf.path("path").asText(""), leaf(git, leaf)));
        return switch (git.editor().graft(base, leaves)) {
            case Edited.Written(String tree) -> Reply.created(tree(place, place.repo(call), git, tree, false));
            case Edited refused -> throw ContentRoutes.invalid(refused);
        };
    }

    /** Empty for a path that is to be removed: its sha is null. */
    private static Optional<TreeEntry> leaf(GitRepo git, JsonNode leaf) {
        String path = leaf.path("path").asText("");
        if (leaf.has("sha") && leaf.path("sha").isNull()) {
            return Optional.empty();
        }
        String id = Json.text(leaf, "sha")
                .orElseGet(
                        () -> git.editor().blob(leaf.path("content").asText("").getBytes(StandardCharsets.UTF_8)));
        if (git.blob(id).isEmpty()) {
            throw Place.invalid("tree.sha " + id + " is not a valid blob");
        }
        try {
            return Optional.of(
                    new TreeEntry(path, id, Integer.parseInt(leaf.path("mode").asText("100644"), 8), 0));
        } catch (NumberFormatException e) {
            throw Place.invalid("tree.mode must be one of 100644, 100755, 120000");
        }
    }

    private Reply tree(Call call) {
        Place place = Place.of(core, call);
        GitRepo git = place.git(call);
        boolean recursive =
                call.query("recursive").filter(text -> !text.isEmpty()).isPresent();
        String tree = git.entry(call.at("sha"), "").orElseThrow(Place::notFound).id();
        return Reply.ok(tree(place, place.repo(call), git, tree, recursive));
    }

    private static ObjectNode tree(Place place, Repo repo, GitRepo git, String tree, boolean recursive) {
        ObjectNode view = Json.object()
                .put("sha", tree)
                .put("url", place.url(repo) + "/git/trees/" + tree)
                .put("truncated", false);
        view.set("tree", Json.array(git.list(tree, "", recursive), entry -> {
            ObjectNode leaf = Json.object()
                    .put("path", entry.path())
                    .put("mode", entry.modeText())
                    .put("type", entry.isFolder() ? "tree" : "blob")
                    .put("sha", entry.id());
            return entry.isFolder() ? leaf : leaf.put("size", entry.size());
        }));
        return view;
    }

    private Reply createCommit(Call call) {
        Place place = Place.of(core, call);
        GitRepo git = place.git(call);
        JsonNode body = call.json();
        List<String> parents = new ArrayList<>();
        body.path("parents").forEach(parent -> parents.add(parent.asText()));
        String tree = body.path("tree").asText("");
        if (tree.isEmpty()
                || git.entry(tree, "").isEmpty()
                || !parents.stream().allMatch(parent -> git.commit(parent).isPresent())) {
            throw Place.invalid("The tree or a parent does not exist");
        }
        Signature caller = call.by().signature(core.clock().instant());
        Signature author = signature(body.path("author"), caller);
        Signature committer = signature(body.path("committer"), author);
        String id = git.editor()
                .commit(tree, parents, author, committer, body.path("message").asText(""));
        CommitNote note = git.commit(id).orElseThrow();
        return Reply.created(place.gitCommit(place.repo(call), note));
    }

    private static Signature signature(JsonNode who, Signature otherwise) {
        if (!who.isObject()) {
            return otherwise;
        }
        Instant at;
        try {
            at = Json.text(who, "date").map(Instant::parse).orElse(otherwise.at());
        } catch (DateTimeParseException e) {
            throw Place.invalid("date must be an ISO 8601 timestamp");
        }
        return new Signature(
                who.path("name").asText(otherwise.name()), who.path("email").asText(otherwise.mail()), at);
    }

    private Reply commit(Call call) {
        Place place = Place.of(core, call);
        CommitNote note = place.git(call).commit(call.at("sha")).orElseThrow(Place::notFound);
        return Reply.ok(place.gitCommit(place.repo(call), note));
    }
}
