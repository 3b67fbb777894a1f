package dev.millrace.durable.edits;

import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.EditSet.Action;
import dev.millrace.contracts.document.EditSet.Edit;
import dev.millrace.contracts.document.TicketContext;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of a repository, as far as they are known. Every change makes a new tree, whose files are shared.
 */
public final class FileTree {

    private final NavigableMap<String, Content> files;

    private FileTree(NavigableMap<String, Content> files) {
        this.files = files;
    }

    private sealed interface Content {

        record Text(String text) implements Content {}

        /** A text that was not collected: what the path held to begin with. */
        record Unknown(String path) implements Content {}
    }

    public static FileTree of(TicketContext context) {
        NavigableMap<String, Content> files = new TreeMap<>();
        context.paths().forEach(path -> files.put(path, new Content.Unknown(path)));
        context.files().forEach(file -> files.put(file.path(), new Content.Text(file.text())));
        return new FileTree(files);
    }

    /** The tree after a commit of these edits, which becomes what later edits are compared with. */
    public FileTree committed(EditSet edits) {
        NavigableMap<String, Content> later = new TreeMap<>();
        with(edits)
                .files
                .forEach((path, content) ->
                        later.put(path, content instanceof Content.Unknown ? new Content.Unknown(path) : content));
        return new FileTree(later);
    }

    /** The tree with these edits, still to be compared with this one by {@link #since}. */
    public FileTree with(EditSet edits) {
        FileTree tree = this;
        for (Edit edit : edits.edits()) {
            tree = switch (edit.action()) {
                case WRITE -> tree.write(edit.path(), String.valueOf(edit.text()));
                case DELETE -> tree.delete(edit.path());
                case RENAME -> tree.rename(String.valueOf(edit.from()), edit.path(), edit.text());
            };
        }
        return tree;
    }

    boolean has(String path) {
        return files.containsKey(path);
    }

    /** @return empty when there is no such file, or its text was not collected */
    Optional<String> text(String path) {
        return files.get(path) instanceof Content.Text content ? Optional.of(content.text()) : Optional.empty();
    }

    FileTree write(String path, String text) {
        NavigableMap<String, Content> later = new TreeMap<>(files);
        later.put(path, new Content.Text(text));
        return new FileTree(later);
    }

    FileTree delete(String path) {
        NavigableMap<String, Content> later = new TreeMap<>(files);
        later.remove(path);
        return new FileTree(later);
    }

    /** @param text what it holds afterwards; null keeps what it holds */
    FileTree rename(String from, String path, @Nullable String text) {
        NavigableMap<String, Content> later = new TreeMap<>(files);
        Content moved = later.remove(from);
        later.put(path, text != null ? new Content.Text(text) : moved == null ? new Content.Unknown(from) : moved);
        return new FileTree(later);
    }

    /** @return a path of these that is a file and a folder at once */
    Optional<String> clash(EditSet edits) {
        return edits.edits().stream()
                .filter(edit -> edit.action() != Action.DELETE)
                .map(Edit::path)
                .filter(path -> isFolder(path) || isBelowFile(path))
                .findFirst();
    }

    /** The least edits that make this tree of an earlier one: renames, then deletions, then texts, each by path. */
    public EditSet since(FileTree earlier) {
        List<Edit> renames = new ArrayList<>();
        List<Edit> writes = new ArrayList<>();
        Set<String> gone = new TreeSet<>(earlier.files.keySet());
        gone.removeAll(files.keySet());
        files.forEach((path, content) -> {
            if (content.equals(earlier.files.get(path))) {
                return;
            }
            switch (content) {
                case Content.Text(String text) -> writes.add(new Edit(Action.WRITE, path, text, null));
                case Content.Unknown(String from) -> {
                    renames.add(new Edit(Action.RENAME, path, null, from));
                    gone.remove(from);
                }
            }
        });
        List<Edit> all = new ArrayList<>(renames);
        gone.forEach(path -> all.add(new Edit(Action.DELETE, path, null, null)));
        all.addAll(writes);
        return new EditSet(all);
    }

    private boolean isFolder(String path) {
        String next = files.higherKey(path + "/");
        return next != null && next.startsWith(path + "/");
    }

    private boolean isBelowFile(String path) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (files.containsKey(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }
}
