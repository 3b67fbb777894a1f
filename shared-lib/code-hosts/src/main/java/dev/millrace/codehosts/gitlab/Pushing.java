package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Makes commits. A new branch starts at a named commit and is made once. A branch that is there cannot be named together
 * with its head: its head is looked at, every file that is changed is guarded by the last commit that touched it, pushes
 * of this process to one branch wait for each other, and the commit's parent is looked at in the end.
 */
final class Pushing {

    private final Site site;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(64).toList();

    Pushing(Site site) {
        this.site = site;
    }

    String push(String repository, Push push) {
        ReentrantLock lock = locks.get(Math.floorMod((repository + '\n' + push.branch()).hashCode(), locks.size()));
        lock.lock();
        try {
            return push.create() ? create(repository, push) : grow(repository, push);
        } finally {
            lock.unlock();
        }
    }

    Optional<String> head(String repository, String branch) {
        return site.http()
                .find(Call.get(Site.at(repository, "repository", "branches", branch)))
                .map(reply -> Fields.needed(reply.json().path("commit"), "id"));
    }

    private String create(String repository, Push push) {
        ObjectNode commit = commit(push, there(repository, push, false));
        if (!push.parent().isEmpty()) {
            commit.put("start_sha", push.parent());
        }
        return Fields.needed(send(repository, commit), "id");
    }

    private String grow(String repository, Push push) {
        requireHead(repository, push);
        ObjectNode commit = commit(push, there(repository, push, true));
        JsonNode made;
        try {
            made = send(repository, commit);
        } catch (HostException.Invalid e) {
            requireHead(repository, push);
            throw e;
        }
        String parent = made.path("parent_ids").path(0).asText();
        if (!parent.equals(push.parent())) {
            throw new Conflict(
                    Conflict.Kind.MOVED,
                    "'" + push.branch() + "' moved to " + parent
                            + " while it was pushed to, and the commit followed it");
        }
        return Fields.needed(made, "id");
    }

    private void requireHead(String repository, Push push) {
        Optional<String> head = head(repository, push.branch());
        if (!head.equals(Optional.of(push.parent()))) {
            throw new Conflict(
                    Conflict.Kind.MOVED,
                    "'" + push.branch() + "' is at " + head.orElse("no commit") + " and not at " + push.parent());
        }
    }

    private JsonNode send(String repository, ObjectNode commit) {
        return site.http()
                .send(Call.post(Site.at(repository, "repository", "commits")).json(commit))
                .json();
    }

    private static ObjectNode commit(Push push, Map<String, String> there) {
        ObjectNode commit = JsonNodeFactory.instance
                .objectNode()
                .put("branch", push.branch())
                .put("commit_message", push.message())
                .put("stats", false);
        if (push.author() != null) {
            commit.put("author_name", push.author().name())
                    .put("author_email", push.author().email());
        }
        commit.set("actions", Actions.of(push.edits(), there));
        return commit;
    }

    private Map<String, String> there(String repository, Push push, boolean guarded) {
        if (push.parent().isEmpty()) {
            return Map.of();
        }
        List<String> paths = Actions.paths(push.edits());
        List<Optional<Reply>> found = Site.together(paths, path -> site.http().find(look(repository, push, path)));
        Map<String, String> there = new HashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            found.get(i)
                    .ifPresent(reply -> there.put(
                            path,
                            guarded ? reply.header("X-Gitlab-Last-Commit-Id").orElse("") : ""));
        }
        return there;
    }

    private static Call look(String repository, Push push, String path) {
        Call file = Call.get(Site.at(repository, "repository", "files", path)).query("ref", push.parent());
        return new Call("HEAD", file.target(), Map.of(), null, true);
    }
}
