package dev.millrace.forge.ado.git;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Choice;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.FileChange;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.Signature;
import dev.millrace.forge.git.TreeEntry;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.Push;
import dev.millrace.forge.push.RefChange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A repository's content as Azure Repos shows it. */
public record GitView(Site site, Repo repo) {

    private static final Choice VERSION_TYPE = Choice.of(0, "branch", 1, "tag", 2, "commit");

    GitRepo git() {
        return site.core().projects().git(repo);
    }

    /** The commit that a version descriptor of the query names; the default branch without one. */
    String version(Call call, String prefix) {
        String version =
                call.query(prefix + "version").filter(text -> !text.isEmpty()).orElse(repo.defaultBranch());
        return version(call.query(prefix + "versionType").orElse("branch"), version);
    }

    /** The commit of a branch, a tag or an id, as the type says. */
    String version(String versionType, String name) {
        String type = VERSION_TYPE.name(versionType);
        Optional<String> commit = switch (type) {
            case "commit" -> git().commit(name).map(CommitNote::id);
            case "tag" -> git().resolve("refs/tags/" + name);
            default -> git().branch(name.replaceFirst("^refs/heads/", ""));
        };
        return commit.orElseThrow(() -> new HttpProblem(
                404,
                "GitUnresolvableToCommitException",
                "TF401175: The version descriptor <" + type + ": " + name
                        + "> could not be resolved to a version in the repository " + repo.name() + "."));
    }

    static ObjectNode signature(Signature signature) {
        return Json.object()
                .put("name", signature.name())
                .put("email", signature.mail())
                .put("date", signature.at().toString());
    }

    /** An id and where to ask for more. */
    public ObjectNode commitRef(String id) {
        return Json.object().put("commitId", id).put("url", site.url(repo) + "/commits/" + id);
    }

    public ObjectNode commit(CommitNote note) {
        ObjectNode view = commitRef(note.id());
        view.set("author", signature(note.author()));
        view.set("committer", signature(note.committer()));
        view.put("comment", note.message());
        view.put("treeId", note.tree());
        view.set("parents", Json.texts(note.parents()));
        view.put("remoteUrl", site.repo(repo).path("remoteUrl").asText() + "/commit/" + note.id());
        return view;
    }

    /** @param peel whether to name the commit of an annotated tag */
    ObjectNode ref(String name, String id, boolean peel) {
        ObjectNode view = Json.object()
                .put("name", name)
                .put("objectId", id)
                .put("url", site.url(repo) + "/refs?filter=" + name.substring("refs/".length()));
        view.set("creator", site.identity(site.core().people().named("millrace")));
        if (peel && name.startsWith("refs/tags/")) {
            git().resolve(name)
                    .filter(commit -> !commit.equals(id))
                    .ifPresent(commit -> view.put("peeledObjectId", commit));
        }
        return view;
    }

    public ObjectNode refUpdate(RefChange change) {
        return Json.object()
                .put("repositoryId", repo.guid())
                .put("name", change.ref())
                .put("oldObjectId", change.before())
                .put("newObjectId", change.after());
    }

    /** A push with the commits that it brought to its branches. */
    public ObjectNode push(Push push) {
        String url = site.url(repo) + "/pushes/" + push.number();
        ObjectNode view = Json.object();
        view.set(
                "commits",
                Json.array(push.changes().stream()
                        .filter(change -> !change.isGone() && change.isBranch())
                        .flatMap(change -> git().history().log(change.after(), before(change), "", 0, 100).stream())
                        .map(this::commit)));
        view.set("refUpdates", Json.array(push.changes(), this::refUpdate));
        view.set("repository", site.repo(repo));
        view.set("pushedBy", site.identity(push.by()));
        view.put("pushId", push.number());
        view.put("date", push.at().toString());
        view.put("url", url);
        ObjectNode links = view.putObject("_links");
        links.putObject("self").put("href", url);
        links.putObject("repository").put("href", site.url(repo));
        links.putObject("commits").put("href", url + "/commits");
        links.putObject("refs").put("href", site.url(repo) + "/refs");
        return view;
    }

    /** Of a new branch only what the default branch has not. */
    private @Nullable String before(RefChange change) {
        if (!change.isNew()) {
            return change.before();
        }
        return git().branch(repo.defaultBranch())
                .filter(head -> !head.equals(change.after()))
                .orElse(null);
    }

    ObjectNode item(TreeEntry entry, String commit) {
        return Json.object()
                .put("objectId", entry.id())
                .put("gitObjectType", entry.isFolder() ? "tree" : "blob")
                .put("commitId", commit)
                .put("path", "/" + entry.path())
                .put("isFolder", entry.isFolder())
                .put("size", entry.size())
                .put(
                        "url",
                        site.url(repo) + "/items//" + Site.escaped(entry.path()) + "?versionType=Commit&version="
                                + commit);
    }

    public ObjectNode change(FileChange change, String commit) {
        ObjectNode item = Json.object()
                .put("gitObjectType", "blob")
                .put("path", "/" + change.path())
                .put("url", site.url(repo) + "/items//" + Site.escaped(change.path()) + "?version=" + commit);
        if (change.newId() != null) {
            item.put("objectId", change.newId());
        }
        if (change.oldId() != null) {
            item.put("originalObjectId", change.oldId());
        }
        ObjectNode view = Json.object();
        view.set("item", item);
        view.put("changeType", changeType(change));
        if (change.sort() == FileChange.Sort.RENAMED) {
            view.put("sourceServerItem", "/" + change.oldPath());
            view.put("originalPath", "/" + change.oldPath());
        }
        return view;
    }

    private static String changeType(FileChange change) {
        return switch (change.sort()) {
            case ADDED -> "add";
            case EDITED -> "edit";
            case DELETED -> "delete";
            case RENAMED -> String.valueOf(change.oldId()).equals(change.newId()) ? "rename" : "edit, rename";
        };
    }
}
