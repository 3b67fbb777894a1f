package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.EditSet.Edit;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Edits as the actions of a commit, which GitLab takes one after the other. It wants to know of each file whether it is
 * there. Texts travel as Base64, which keeps every character.
 */
final class Actions {

    /** Paths that are there, each with the last commit that touched it; empty text when nobody is to watch that. */
    private final Map<String, String> there;

    private final ArrayNode actions = JsonNodeFactory.instance.arrayNode();

    private Actions(Map<String, String> there) {
        this.there = new HashMap<>(there);
    }

    /** @throws HostException.Invalid when an edit does not fit */
    static ArrayNode of(EditSet edits, Map<String, String> there) {
        var actions = new Actions(there);
        edits.edits().forEach(actions::add);
        return actions.actions;
    }

    /** The paths that the edits lean on. */
    static List<String> paths(EditSet edits) {
        return edits.edits().stream()
                .flatMap(edit -> Stream.of(edit.path(), edit.from()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private void add(Edit edit) {
        switch (edit.action()) {
            case WRITE -> write(edit.path(), needed(edit, edit.text()));
            case DELETE -> {
                ObjectNode action = action("delete", edit.path());
                guard(action, take(edit.path(), "delete"));
            }
            case RENAME -> rename(needed(edit, edit.from()), edit);
        }
    }

    private void write(String path, String text) {
        String last = there.put(path, "");
        ObjectNode action = action(last == null ? "create" : "update", path);
        content(action, text);
        guard(action, last == null ? "" : last);
    }

    private void rename(String from, Edit edit) {
        String last = take(from, "rename");
        if (there.put(edit.path(), "") != null) {
            throw new HostException.Invalid("'" + edit.path() + "' is there already, so nothing can be renamed to it");
        }
        ObjectNode action = action("move", edit.path()).put("previous_path", from);
        if (edit.text() != null) {
            content(action, edit.text());
        }
        guard(action, last);
    }

    private String take(String path, String what) {
        String last = there.remove(path);
        if (last == null) {
            throw new HostException.Invalid("There is no '" + path + "' to " + what);
        }
        return last;
    }

    private ObjectNode action(String name, String path) {
        return actions.addObject().put("action", name).put("file_path", path);
    }

    private static void content(ObjectNode action, String text) {
        action.put("encoding", "base64")
                .put("content", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void guard(ObjectNode action, String lastCommit) {
        if (!lastCommit.isEmpty()) {
            action.put("last_commit_id", lastCommit);
        }
    }

    private static String needed(Edit edit, @Nullable String value) {
        if (value == null) {
            throw new HostException.Invalid("The edit of '" + edit.path() + "' lacks its text or its old path");
        }
        return value;
    }
}
