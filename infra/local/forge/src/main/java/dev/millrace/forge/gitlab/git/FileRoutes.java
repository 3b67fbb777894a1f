package dev.millrace.forge.gitlab.git;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.TreeEntry;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.gitlab.Input;
import dev.millrace.forge.gitlab.Pages;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Files, one at a time, and the tree. */
public final class FileRoutes {

    private static final String REPOSITORY = "projects/{id}/repository";

    private final Core core;
    private volatile Listing last = new Listing("", "", false, List.of());

    public FileRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(REPOSITORY + "/tree", this::tree)
                .get(REPOSITORY + "/files/{path}", this::file)
                .get(REPOSITORY + "/files/{path}/raw", this::raw)
                .post(REPOSITORY + "/files/{path}", call -> write(call, new Edit.Add(path(call), content(call)), 201))
                .put(REPOSITORY + "/files/{path}", call -> write(call, new Edit.Change(path(call), content(call)), 200))
                .delete(REPOSITORY + "/files/{path}", this::delete)
                .get(REPOSITORY + "/blobs/{sha}", this::blob)
                .get(
                        REPOSITORY + "/blobs/{sha}/raw",
                        call -> Reply.bytes(
                                "application/octet-stream",
                                Area.of(core, call)
                                        .git(call)
                                        .blob(call.at("sha"))
                                        .orElseThrow(() -> Area.notFound("Blob"))));
    }

    private static String path(Call call) {
        return call.at("path").replaceAll("^/+|/+$", "");
    }

    private static byte[] content(Call call) {
        Input input = Input.of(call);
        return bytes(input.text("content").orElse(""), input.text("encoding").orElse("text"));
    }

    static byte[] bytes(String content, String encoding) {
        if (!encoding.equals("base64")) {
            return content.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getMimeDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("content is not valid Base64");
        }
    }

    static String commit(Area area, Call call, String ref) {
        Repo repo = area.repo(call);
        String name = ref.isEmpty() || ref.equals("HEAD") ? repo.defaultBranch() : ref;
        return area.git(call).resolve(name).orElseThrow(() -> Area.notFound("Tree"));
    }

    private Reply tree(Call call) {
        Area area = Area.of(core, call);
        if (area.git(call).isEmpty()) {
            throw Area.notFound("Tree");
        }
        String commit = commit(area, call, call.query("ref").orElse(""));
        String folder = call.query("path").orElse("").replaceAll("^/+|/+$", "");
        List<TreeEntry> entries = list(area.git(call), commit, folder, call.asks("recursive"));
        if (entries.isEmpty() && !folder.isEmpty()) {
            throw Area.notFound("Tree");
        }
        return Pages.list(
                call,
                entries,
                entry -> Json.object()
                        .put("id", entry.id())
                        .put("name", entry.name())
                        .put("type", entry.isFolder() ? "tree" : "blob")
                        .put("path", entry.path())
                        .put("mode", entry.modeText()));
    }

    /** What lies in a folder of a commit, which never changes: its pages are asked for one after the other. */
    private record Listing(String commit, String folder, boolean recursive, List<TreeEntry> entries) {

        boolean of(String otherCommit, String otherFolder, boolean otherRecursive) {
            return commit.equals(otherCommit) && folder.equals(otherFolder) && recursive == otherRecursive;
        }
    }

    private List<TreeEntry> list(GitRepo git, String commit, String folder, boolean recursive) {
        Listing known = last;
        if (!known.of(commit, folder, recursive)) {
            known = new Listing(commit, folder, recursive, git.list(commit, folder, recursive));
            last = known;
        }
        return known.entries();
    }

    private Reply file(Call call) {
        Area area = Area.of(core, call);
        GitRepo git = area.git(call);
        String ref = call.query("ref").orElseThrow(() -> HttpProblem.badRequest("ref is missing"));
        String commit = commit(area, call, ref);
        TreeEntry entry =
                git.entry(commit, path(call)).filter(each -> !each.isFolder()).orElseThrow(() -> Area.notFound("File"));
        byte[] content = git.blob(entry.id()).orElseThrow(() -> Area.notFound("File"));
        String lastCommit = git.history().log(commit, null, entry.path(), 0, 1).stream()
                .findFirst()
                .map(note -> note.id())
                .orElse(commit);
        boolean executable = entry.modeText().equals("100755");
        ObjectNode view = Json.object()
                .put("file_name", entry.name())
                .put("file_path", entry.path())
                .put("size", content.length)
                .put("encoding", "base64")
                .put("content", Base64.getEncoder().encodeToString(content))
                .put("content_sha256", sha256(content))
                .put("ref", ref)
                .put("blob_id", entry.id())
                .put("commit_id", commit)
                .put("last_commit_id", lastCommit)
                .put("execute_filemode", executable);
        return Reply.ok(view)
                .with("X-Gitlab-Blob-Id", entry.id())
                .with("X-Gitlab-Commit-Id", commit)
                .with("X-Gitlab-Last-Commit-Id", lastCommit)
                .with("X-Gitlab-Size", Integer.toString(content.length))
                .with("X-Gitlab-Execute-Filemode", Boolean.toString(executable));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private Reply raw(Call call) {
        Area area = Area.of(core, call);
        String commit = commit(area, call, call.query("ref").orElse(""));
        return Reply.bytes(
                "application/octet-stream",
                area.git(call).file(commit, path(call)).orElseThrow(() -> Area.notFound("File")));
    }

    private Reply blob(Call call) {
        byte[] content = Area.of(core, call).git(call).blob(call.at("sha")).orElseThrow(() -> Area.notFound("Blob"));
        return Reply.ok(Json.object()
                .put("sha", call.at("sha"))
                .put("size", content.length)
                .put("encoding", "base64")
                .put("content", Base64.getEncoder().encodeToString(content)));
    }

    private Reply write(Call call, Edit edit, int status) {
        String branch = commitFile(call, edit);
        return Reply.json(status, Json.object().put("file_path", path(call)).put("branch", branch));
    }

    private Reply delete(Call call) {
        commitFile(call, new Edit.Delete(path(call)));
        return Reply.nothing();
    }

    private String commitFile(Call call, Edit edit) {
        Input input = Input.of(call);
        String branch = input.needed("branch");
        ObjectNode action = Json.object().put("file_path", path(call));
        input.text("last_commit_id").ifPresent(id -> action.put("last_commit_id", id));
        new CommitRoutes(core).commit(call, input, branch, List.of(edit), List.of(action));
        return branch;
    }
}
