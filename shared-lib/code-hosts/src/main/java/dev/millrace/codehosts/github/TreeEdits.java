package dev.millrace.codehosts.github;

import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.EditSet.Edit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Works out what edits make of a tree, one after the other, and refuses those that do not fit. */
final class TreeEdits {

    /** What is at a path afterwards. */
    sealed interface Leaf {

        /** New text. */
        record Text(String mode, String text) implements Leaf {}

        /** Content that the repository has. */
        record Known(String mode, String sha) implements Leaf {}

        record Gone() implements Leaf {}

        default String mode() {
            return switch (this) {
                case Text(String mode, String text) -> mode;
                case Known(String mode, String sha) -> mode;
                case Gone() -> TreeEntry.FILE;
            };
        }
    }

    private final NavigableMap<String, TreeEntry> before = new TreeMap<>();
    private final NavigableMap<String, Leaf> changes = new TreeMap<>();

    private TreeEdits(List<TreeEntry> before) {
        before.stream().filter(entry -> !entry.isFolder()).forEach(entry -> this.before.put(entry.path(), entry));
    }

    /**
     * The changed paths.
     *
     * @throws HostException.Invalid when an edit does not fit
     */
    static SortedMap<String, Leaf> of(List<TreeEntry> before, EditSet edits) {
        var tree = new TreeEdits(before);
        edits.edits().forEach(tree::apply);
        if (tree.changes.isEmpty()) {
            throw new HostException.Invalid("the edits change nothing");
        }
        return tree.changes;
    }

    private void apply(Edit edit) {
        switch (edit.action()) {
            case WRITE -> write(edit.path(), text(edit));
            case DELETE -> delete(edit.path());
            case RENAME -> rename(edit);
        }
    }

    private void write(String path, String text) {
        Optional<Leaf> there = at(path);
        requireRoom(path);
        boolean executable =
                there.filter(leaf -> leaf.mode().equals(TreeEntry.EXECUTABLE)).isPresent();
        changes.put(path, new Leaf.Text(executable ? TreeEntry.EXECUTABLE : TreeEntry.FILE, text));
    }

    private void delete(String path) {
        existing(path);
        if (before.containsKey(path)) {
            changes.put(path, new Leaf.Gone());
        } else {
            changes.remove(path);
        }
    }

    private void rename(Edit edit) {
        String from = edit.from();
        if (from == null) {
            throw new HostException.Invalid("the renaming to '" + edit.path() + "' does not say from what");
        }
        Leaf moved = existing(from);
        if (at(edit.path()).isPresent()) {
            throw new HostException.Invalid("'" + from + "' cannot become '" + edit.path() + "', which is there");
        }
        delete(from);
        requireRoom(edit.path());
        changes.put(edit.path(), edit.text() == null ? moved : new Leaf.Text(moved.mode(), text(edit)));
    }

    private Leaf existing(String path) {
        return at(path).orElseThrow(() -> new HostException.Invalid("there is no file '" + path + "'"));
    }

    private Optional<Leaf> at(String path) {
        Leaf changed = changes.get(path);
        if (changed != null) {
            return Optional.of(changed).filter(leaf -> !(leaf instanceof Leaf.Gone));
        }
        return Optional.ofNullable(before.get(path))
                .filter(TreeEntry::isFile)
                .map(entry -> new Leaf.Known(entry.mode(), entry.sha()));
    }

    /** GitHub would replace a folder by a file of its name, and the other way round, without a word. */
    private void requireRoom(String path) {
        TreeEntry there = before.get(path);
        boolean submodule = there != null && !there.isFile();
        boolean folder = isAnyThere(before.subMap(path + "/", path + "0").keySet())
                || isAnyThere(changes.subMap(path + "/", path + "0").keySet());
        if (submodule || folder) {
            throw new HostException.Invalid("'" + path + "' is a folder or submodule, not a file");
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (at(path.substring(0, slash)).isPresent()) {
                throw new HostException.Invalid("'" + path.substring(0, slash) + "' is a file, not a folder");
            }
        }
    }

    private boolean isAnyThere(Iterable<String> paths) {
        for (String path : paths) {
            if (!(changes.get(path) instanceof Leaf.Gone)) {
                return true;
            }
        }
        return false;
    }

    private static String text(Edit edit) {
        String text = edit.text();
        if (text == null || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new HostException.Invalid("'" + edit.path() + "' has no text that UTF-8 can write");
        }
        return text;
    }
}
