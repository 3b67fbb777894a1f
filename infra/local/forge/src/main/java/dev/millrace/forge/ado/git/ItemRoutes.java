package dev.millrace.forge.ado.git;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Choice;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.TreeEntry;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Files and folders at a version. */
public final class ItemRoutes {

    private static final String ONE = "{org}/{project?}/_apis/git/repositories/{repo}";
    private static final String VERSION = "versionDescriptor.";
    private static final Choice RECURSION =
            Choice.of(0, "none", 1, "oneLevel", 4, "oneLevelPlusNestedEmptyFolders", 120, "full");

    private final Core core;

    public ItemRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ONE + "/items", this::items)
                .get(ONE + "/items/{path...}", this::items)
                .post(ONE + "/itemsBatch", this::batch)
                .get(ONE + "/blobs/{id}", this::blob)
                .get(ONE + "/trees/{id}", this::tree);
    }

    private Reply items(Call call) {
        Site site = Site.of(core, call);
        var view = new GitView(site, site.repo(call));
        String prefix = call.query(VERSION + "version").isPresent() ? VERSION : "";
        String commit = view.version(call, prefix);
        String scope = call.query("scopePath").orElse("");
        String path = trimmed(call.query("path").orElse(call.at("path").isEmpty() ? scope : call.at("path")));
        String recursion = RECURSION.name(call.query("recursionLevel").orElse("none"));
        TreeEntry entry = view.git().entry(commit, path).orElseThrow(() -> missing(view, path, commit));
        boolean asList = call.query("scopePath").isPresent()
                || (entry.isFolder()
                        && call.query("path").isEmpty()
                        && call.at("path").isEmpty());
        if (asList || !recursion.equals("none")) {
            return list(view, entry, commit, recursion);
        }
        return wantsBytes(call) && !entry.isFolder() ? content(view, call, entry) : single(view, call, entry, commit);
    }

    /** One list of items for each descriptor. */
    private Reply batch(Call call) {
        Site site = Site.of(core, call);
        var view = new GitView(site, site.repo(call));
        ArrayNode lists = Json.array();
        for (JsonNode wish : call.json().path("itemDescriptors")) {
            String commit = view.version(
                    wish.path("versionType").asText("branch"),
                    wish.path("version").asText(view.repo().defaultBranch()));
            String path = trimmed(wish.path("path").asText(""));
            TreeEntry entry = view.git().entry(commit, path).orElseThrow(() -> missing(view, path, commit));
            String recursion = RECURSION.name(wish, "recursionLevel", "none");
            lists.add(Json.array(entries(view, entry, commit, recursion), each -> view.item(each, commit)));
        }
        return Reply.ok(Json.object().put("count", lists.size()).set("value", lists));
    }

    private static Reply list(GitView view, TreeEntry entry, String commit, String recursion) {
        return Site.list(entries(view, entry, commit, recursion), each -> view.item(each, commit));
    }

    private static List<TreeEntry> entries(GitView view, TreeEntry entry, String commit, String recursion) {
        List<TreeEntry> entries = new ArrayList<>(List.of(entry));
        if (entry.isFolder() && !recursion.equals("none")) {
            entries.addAll(view.git().list(commit, entry.path(), recursion.equals("full")));
        }
        return entries;
    }

    private static Reply single(GitView view, Call call, TreeEntry entry, String commit) {
        ObjectNode item = view.item(entry, commit);
        if (!entry.isFolder()) {
            byte[] bytes = view.git().blob(entry.id()).orElse(new byte[0]);
            item.putObject("contentMetadata")
                    .put("fileName", entry.name())
                    .put("isBinary", isBinary(bytes))
                    .put("encoding", 65001);
            if (call.asks("includeContent")) {
                item.put("content", new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return Reply.ok(item);
    }

    private static Reply content(GitView view, Call call, TreeEntry entry) {
        byte[] bytes = view.git().blob(entry.id()).orElse(new byte[0]);
        Reply reply = Reply.bytes(isBinary(bytes) ? "application/octet-stream" : "text/plain; charset=utf-8", bytes);
        return call.asks("download")
                ? reply.with("Content-Disposition", "attachment; filename=\"" + entry.name() + "\"")
                : reply;
    }

    private Reply blob(Call call) {
        Site site = Site.of(core, call);
        var view = new GitView(site, site.repo(call));
        byte[] bytes = view.git()
                .blob(call.at("id"))
                .orElseThrow(() -> HttpProblem.notFound("There is no blob " + call.at("id") + "."));
        if (wantsBytes(call)) {
            return Reply.bytes("application/octet-stream", bytes);
        }
        return Reply.ok(Json.object()
                .put("objectId", call.at("id"))
                .put("size", bytes.length)
                .put("url", site.url(view.repo()) + "/blobs/" + call.at("id")));
    }

    private Reply tree(Call call) {
        Site site = Site.of(core, call);
        var view = new GitView(site, site.repo(call));
        boolean recursive = call.asks("recursive");
        List<TreeEntry> entries = view.git().list(call.at("id"), "", recursive);
        return Reply.ok(Json.object()
                .put("objectId", call.at("id"))
                .put("url", site.url(view.repo()) + "/trees/" + call.at("id"))
                .set(
                        "treeEntries",
                        Json.array(
                                entries,
                                entry -> Json.object()
                                        .put("objectId", entry.id())
                                        .put("relativePath", entry.path())
                                        .put("mode", entry.modeText())
                                        .put("gitObjectType", entry.isFolder() ? "tree" : "blob")
                                        .put("size", entry.size()))));
    }

    /** Without {@code $format=json} a client that does not ask for JSON gets the bytes. */
    private static boolean wantsBytes(Call call) {
        String format = call.query("$format").orElse("");
        if (format.equalsIgnoreCase("octetStream") || format.equalsIgnoreCase("text") || call.asks("download")) {
            return true;
        }
        if (format.equalsIgnoreCase("json") || call.asks("includeContent")) {
            return false;
        }
        String accept = call.header("Accept").orElse("*/*");
        return !accept.contains("application/json");
    }

    /** As Git sees it: a zero byte near the start. */
    private static boolean isBinary(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 8000); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static String trimmed(String path) {
        return path.replaceAll("^/+|/+$", "");
    }

    private static HttpProblem missing(GitView view, String path, String commit) {
        return new HttpProblem(
                404,
                "GitItemNotFoundException",
                "TF401174: The item '/" + path + "' could not be found in the repository '"
                        + view.repo().name() + "' at the version specified by '<Commit: " + commit + " >'.");
    }
}
