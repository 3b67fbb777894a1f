package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.Repositories.Author;
import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.document.EditSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Makes a commit by the Git database: tree, commit, ref. Nobody sees anything before the ref moves, and it moves to a
 * descendant only, so of two that start at the same commit one wins.
 *
 * <p>Texts travel in the tree's own request, since GitHub lets an account write 80 things a minute; what does not fit or
 * would be taken for no content becomes a blob first.
 */
final class Pushes {

    private static final int MOST_INLINE = 2 << 20;

    private final GithubApi api;
    private final Trees trees;
    private final Branches branches;

    Pushes(GithubApi api, Trees trees, Branches branches) {
        this.api = api;
        this.trees = trees;
        this.branches = branches;
    }

    String push(FullName at, Push push) {
        Supplier<Optional<String>> head = Parallel.start(() -> branches.head(at, push.branch()));
        Supplier<String> base = Parallel.start(() -> api.send(Call.get(at.path("git", "commits", push.parent())))
                .path("tree")
                .path("sha")
                .asText());
        Supplier<List<TreeEntry>> files =
                Parallel.start(() -> trees.some(at, push.parent(), foldersOf(push.edits())::contains));
        requirePlace(push, head.get());
        SortedMap<String, TreeEdits.Leaf> changes = TreeEdits.of(files.get(), push.edits());
        String tree = tree(at, base.get(), changes);
        String commit = commit(at, push, tree);
        moveBranch(at, push, commit);
        return commit;
    }

    private static void requirePlace(Push push, Optional<String> head) {
        if (push.create() && head.isPresent()) {
            throw exists(push);
        }
        if (!push.create() && !head.equals(Optional.of(push.parent()))) {
            throw moved(push);
        }
    }

    /** The folders that the edits' paths lie in, on every level. */
    private static Set<String> foldersOf(EditSet edits) {
        Set<String> folders = new HashSet<>();
        for (EditSet.Edit edit : edits.edits()) {
            addFolders(edit.path(), folders);
            String from = edit.from();
            if (from != null) {
                addFolders(from, folders);
            }
        }
        return folders;
    }

    private static void addFolders(String path, Set<String> folders) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            folders.add(path.substring(0, slash));
        }
        folders.add(path); // a folder in the way of a file
    }

    private String tree(FullName at, String base, SortedMap<String, TreeEdits.Leaf> changes) {
        Map<String, String> blobs = blobs(at, changes);
        ObjectNode body = Json.object().put("base_tree", base);
        changes.forEach((path, leaf) -> {
            ObjectNode entry = body.withArray("tree")
                    .addObject()
                    .put("path", path)
                    .put("mode", leaf.mode())
                    .put("type", "blob");
            switch (leaf) {
                case TreeEdits.Leaf.Gone() -> entry.putNull("sha");
                case TreeEdits.Leaf.Known(String mode, String sha) -> entry.put("sha", sha);
                case TreeEdits.Leaf.Text(String mode, String text) -> {
                    String blob = blobs.get(path);
                    if (blob == null) {
                        entry.put("content", text);
                    } else {
                        entry.put("sha", blob);
                    }
                }
            }
        });
        return made(Call.post(at.path("git", "trees")), body);
    }

    /** Blobs of the texts that shall not travel in the tree. */
    private Map<String, String> blobs(FullName at, SortedMap<String, TreeEdits.Leaf> changes) {
        List<Map.Entry<String, String>> apart = new ArrayList<>();
        long inline = 0;
        for (Map.Entry<String, TreeEdits.Leaf> change : changes.entrySet()) {
            if (change.getValue() instanceof TreeEdits.Leaf.Text(String mode, String text)) {
                boolean fits = inline + text.length() <= MOST_INLINE;
                if (text.isEmpty() || text.indexOf('\0') >= 0 || !fits) {
                    apart.add(Map.entry(change.getKey(), text));
                } else {
                    inline += text.length();
                }
            }
        }
        List<String> ids = Parallel.map(apart, each -> blob(at, each.getValue()));
        Map<String, String> blobs = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            blobs.put(apart.get(i).getKey(), ids.get(i));
        }
        return blobs;
    }

    private String blob(FullName at, String text) {
        String content = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return made(
                Call.post(at.path("git", "blobs")),
                Json.object().put("content", content).put("encoding", "base64"));
    }

    private String commit(FullName at, Push push, String tree) {
        ObjectNode body = Json.object().put("message", push.message()).put("tree", tree);
        body.putArray("parents").add(push.parent());
        Author author = push.author();
        if (author != null) {
            body.putObject("author").put("name", author.name()).put("email", author.email());
        }
        return made(Call.post(at.path("git", "commits")), body);
    }

    /** Making an object twice does no harm: nothing points to it yet. */
    private String made(Call call, ObjectNode body) {
        String sha = Json.text(api.send(call.json(body).again()), "sha");
        if (sha == null) {
            throw new HostException.Unavailable(call + " was answered without an id", null);
        }
        return sha;
    }

    /** A second request after a lost answer finds the branch where the first one put it. */
    private void moveBranch(FullName at, Push push, String commit) {
        ObjectNode body = Json.object().put("sha", commit);
        Call call = push.create()
                ? Call.post(at.path("git", "refs")).json(body.put("ref", "refs/heads/" + push.branch()))
                : Call.patch(at.under("git/refs/heads", push.branch())).json(body.put("force", false));
        try {
            api.run(call.again());
        } catch (Conflict | HostException.NotFound e) {
            if (!branches.head(at, push.branch()).equals(Optional.of(commit))) {
                throw push.create() ? exists(push) : moved(push);
            }
        }
    }

    private static Conflict exists(Push push) {
        return new Conflict(Conflict.Kind.EXISTS, "there is a branch '" + push.branch() + "' already");
    }

    private static Conflict moved(Push push) {
        return new Conflict(Conflict.Kind.MOVED, "the branch '" + push.branch() + "' is no longer at " + push.parent());
    }
}
