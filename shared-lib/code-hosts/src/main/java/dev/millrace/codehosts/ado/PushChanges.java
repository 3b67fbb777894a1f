package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.EditSet.Edit;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Edits, one after the other, as changes of a commit, of which the host takes one for a path. Text travels in Base64, so
 * that every byte of it arrives. Not thread-safe.
 */
final class PushChanges {

    private final Set<String> original;
    private final Function<String, byte[]> read;
    private final Map<String, Fate> fates = new LinkedHashMap<>();

    private PushChanges(Set<String> original, Function<String, byte[]> read) {
        this.original = Set.copyOf(original);
        this.read = read;
    }

    /**
     * @param present the files that are there, as far as the edits touch them
     * @param read a file's bytes as they are now, for one that is renamed and made anew
     * @throws HostException.Invalid when an edit supposes a file that is not there, or that one is not
     */
    static ArrayNode of(EditSet edits, Set<String> present, Function<String, byte[]> read) {
        var changes = new PushChanges(present, read);
        edits.edits().forEach(changes::apply);
        return changes.json();
    }

    /** What becomes of a path. */
    private sealed interface Fate {

        record Written(String text) implements Fate {}

        record Moved(String from) implements Fate {}

        record Gone() implements Fate {}
    }

    private void apply(Edit edit) {
        switch (edit.action()) {
            case WRITE -> write(edit.path(), Objects.requireNonNullElse(edit.text(), ""));
            case DELETE -> {
                requireThere(edit.path());
                delete(edit.path());
            }
            case RENAME -> rename(Objects.requireNonNullElse(edit.from(), ""), edit.path(), edit.text());
        }
    }

    private boolean isThere(String path) {
        Fate fate = fates.get(path);
        return fate == null ? original.contains(path) : !(fate instanceof Fate.Gone);
    }

    private void requireThere(String path) {
        if (!isThere(path)) {
            throw new HostException.Invalid("There is no file '" + path + "' to delete or rename");
        }
    }

    private void write(String path, String text) {
        if (fates.get(path) instanceof Fate.Moved(String from)) {
            fates.put(from, new Fate.Gone());
        }
        fates.put(path, new Fate.Written(text));
    }

    private void delete(String path) {
        if (fates.get(path) instanceof Fate.Moved(String from)) {
            fates.put(from, new Fate.Gone());
        }
        if (original.contains(path)) {
            fates.put(path, new Fate.Gone());
        } else {
            fates.remove(path);
        }
    }

    /** With new text the file is deleted and made: whether the host takes a rename with content is not documented. */
    private void rename(String from, String to, @Nullable String text) {
        requireThere(from);
        if (isThere(to)) {
            throw new HostException.Invalid(
                    "There is a file '" + to + "' already, so '" + from + "' cannot be renamed");
        }
        Fate before = fates.get(from);
        delete(from);
        if (text != null) {
            write(to, text);
        } else if (before instanceof Fate.Written(String written)) {
            write(to, written);
        } else {
            fates.put(to, new Fate.Moved(before instanceof Fate.Moved(String first) ? first : from));
        }
    }

    private ArrayNode json() {
        Set<String> renamed = new HashSet<>();
        fates.values().forEach(fate -> {
            if (fate instanceof Fate.Moved(String from)) {
                renamed.add(from);
            }
        });
        ArrayNode changes = Json.array();
        fates.forEach((path, fate) -> {
            switch (fate) {
                case Fate.Written(String text) -> content(changes, path, text.getBytes(StandardCharsets.UTF_8));
                case Fate.Moved(String from)
                when fates.get(from) instanceof Fate.Gone ->
                    change(changes, "rename", path).put("sourceServerItem", "/" + from);
                case Fate.Moved(String from) -> content(changes, path, read.apply(from));
                case Fate.Gone() when renamed.contains(path) -> {}
                case Fate.Gone() -> change(changes, "delete", path);
            }
        });
        return changes;
    }

    private void content(ArrayNode changes, String path, byte[] bytes) {
        change(changes, original.contains(path) ? "edit" : "add", path)
                .putObject("newContent")
                .put("content", Base64.getEncoder().encodeToString(bytes))
                .put("contentType", "base64Encoded");
    }

    private static ObjectNode change(ArrayNode changes, String type, String path) {
        ObjectNode change = changes.addObject().put("changeType", type);
        change.putObject("item").put("path", "/" + path);
        return change;
    }
}
