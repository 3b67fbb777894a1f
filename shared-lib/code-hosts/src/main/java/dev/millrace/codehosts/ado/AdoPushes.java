package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.Repositories.Author;
import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.document.EditSet.Edit;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One commit made by one request to {@code pushes}. The host must be told whether a file is new, so the folders that the
 * edits touch are listed first; and it moves the branch only from the commit that the request names.
 */
final class AdoPushes {

    private final AdoApi api;
    private final AdoBranches branches;
    private final FileSource read;
    private final InstantSource clock;

    AdoPushes(AdoApi api, AdoBranches branches, FileSource read, InstantSource clock) {
        this.api = api;
        this.branches = branches;
        this.read = read;
        this.clock = clock;
    }

    /** Reads a file at a commit. */
    @FunctionalInterface
    interface FileSource {

        byte[] file(RepositoryRef repository, String commit, String path);
    }

    String push(RepositoryRef repository, Push push) {
        if (push.edits().edits().isEmpty()) {
            throw new HostException.Invalid("A commit without edits is none");
        }
        requirePlace(push, branches.head(repository, push.branch()));
        Set<String> present = present(repository, push);
        ObjectNode body = Json.object();
        // A new branch names the commit that it grows from where the branch's own place belongs.
        body.putArray("refUpdates")
                .addObject()
                .put("name", Paths.ref(push.branch()))
                .put("oldObjectId", push.parent());
        ObjectNode commit = body.putArray("commits").addObject().put("comment", push.message());
        commit.set(
                "changes", PushChanges.of(push.edits(), present, path -> read.file(repository, push.parent(), path)));
        Author author = push.author();
        if (author != null) {
            commit.putObject("author")
                    .put("name", author.name())
                    .put("email", author.email())
                    .put("date", clock.instant().toString());
        }
        return send(repository, push, body);
    }

    private String send(RepositoryRef repository, Push push, ObjectNode body) {
        try {
            JsonNode pushed =
                    api.json(Call.post(Paths.git(repository, "pushes")).json(body));
            return pushed.at("/refUpdates/0/newObjectId").asText();
        } catch (Conflict e) {
            throw push.create() ? exists(push) : e;
        } catch (HostException.NotFound e) {
            throw new HostException.Invalid("The edits do not fit " + push.parent() + ": " + e.getMessage());
        }
    }

    private static void requirePlace(Push push, Optional<String> head) {
        if (push.create() && head.isPresent()) {
            throw exists(push);
        }
        if (!push.create() && !head.equals(Optional.of(push.parent()))) {
            throw new Conflict(
                    Conflict.Kind.MOVED,
                    "The branch " + push.branch() + " is not at " + push.parent() + " but at "
                            + head.orElse("nothing"));
        }
    }

    private static Conflict exists(Push push) {
        return new Conflict(Conflict.Kind.EXISTS, "The branch " + push.branch() + " is there already");
    }

    /** The files beside those that the edits name. */
    private Set<String> present(RepositoryRef repository, Push push) {
        List<String> folders = push.edits().edits().stream()
                .flatMap(AdoPushes::paths)
                .map(path -> path.substring(0, Math.max(0, path.lastIndexOf('/'))))
                .distinct()
                .toList();
        Set<String> present = new HashSet<>();
        Abreast.map(folders, folder -> files(repository, push.parent(), folder)).forEach(present::addAll);
        return present;
    }

    private static Stream<String> paths(Edit edit) {
        String from = edit.from();
        return from == null ? Stream.of(edit.path()) : Stream.of(edit.path(), from);
    }

    private List<String> files(RepositoryRef repository, String commit, String folder) {
        Call call = Call.get(Paths.git(repository, "items"))
                .query("scopePath", "/" + folder)
                .query("recursionLevel", "oneLevel")
                .query("versionDescriptor.version", commit)
                .query("versionDescriptor.versionType", "commit");
        return api.find(call).map(items -> Json.elements(items.path("value"))).orElse(List.of()).stream()
                .filter(item -> !item.path("gitObjectType").asText().equals("tree"))
                .map(item -> item.path("path").asText().replaceFirst("^/", ""))
                .toList();
    }
}
