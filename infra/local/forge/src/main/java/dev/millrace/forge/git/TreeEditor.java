package dev.millrace.forge.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Writes trees and commits without a work tree. Refs are not its business. */
public final class TreeEditor {

    private final Repository repository;

    TreeEditor(Repository repository) {
        this.repository = repository;
    }

    /**
     * Applies edits in their order, all or none.
     *
     * @param base a commit or tree; null for nothing
     */
    public Edited edit(@Nullable String base, List<Edit> edits) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            var leaves = new Leaves(leaves(base));
            for (Edit edit : edits) {
                Optional<Edited> refused = leaves.apply(edit, inserter);
                if (refused.isPresent()) {
                    return refused.get();
                }
            }
            String tree = leaves.write(inserter);
            inserter.flush();
            return new Edited.Written(tree);
        } catch (InvalidPathException | CorruptObjectException e) {
            return new Edited.BadPath("", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a commit and returns its id. */
    public String commit(String tree, List<String> parents, Signature author, Signature committer, String message) {
        var commit = new CommitBuilder();
        commit.setTreeId(ObjectId.fromString(tree));
        commit.setParentIds(parents.stream().map(ObjectId::fromString).toList());
        commit.setAuthor(author.ident());
        commit.setCommitter(committer.ident());
        commit.setMessage(message);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a blob and returns its id. */
    public String blob(byte[] content) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(Constants.OBJ_BLOB, content);
            inserter.flush();
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a tree from a base and changed leaves; a leaf without id is removed. */
    public Edited graft(@Nullable String base, Map<String, Optional<TreeEntry>> changed) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            var leaves = new Leaves(leaves(base));
            for (var change : changed.entrySet()) {
                Optional<Edited> refused = leaves.graft(change.getKey(), change.getValue());
                if (refused.isPresent()) {
                    return refused.get();
                }
            }
            String tree = leaves.write(inserter);
            inserter.flush();
            return new Edited.Written(tree);
        } catch (InvalidPathException | CorruptObjectException e) {
            return new Edited.BadPath("", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NavigableMap<String, Leaf> leaves(@Nullable String base) throws IOException {
        var leaves = new TreeMap<String, Leaf>();
        if (base == null) {
            return leaves;
        }
        ObjectId tree = repository.resolve(base + "^{tree}");
        if (tree == null) {
            throw new IllegalArgumentException("There is no tree " + base);
        }
        try (var walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                leaves.put(walk.getPathString(), new Leaf(walk.getObjectId(0), walk.getFileMode(0)));
            }
        }
        return leaves;
    }

    private record Leaf(ObjectId id, FileMode mode) {}

    /** The files of a tree that is being edited. */
    private record Leaves(NavigableMap<String, Leaf> files) {

        Optional<Edited> apply(Edit edit, ObjectInserter inserter) throws IOException {
            return switch (edit) {
                case Edit.Add(String path, byte[] content) ->
                    files.containsKey(path)
                            ? Optional.of(new Edited.PathExists(path))
                            : put(path, content, FileMode.REGULAR_FILE, inserter);
                case Edit.Change(String path, byte[] content) ->
                    files.containsKey(path)
                            ? put(path, content, mode(path), inserter)
                            : Optional.of(new Edited.PathMissing(path));
                case Edit.Put(String path, byte[] content) -> put(path, content, mode(path), inserter);
                case Edit.Delete(String path) ->
                    delete(path) ? Optional.empty() : Optional.of(new Edited.PathMissing(path));
                case Edit.Rename rename -> rename(rename, inserter);
                case Edit.Executable(String path, boolean executable) -> mark(path, executable);
            };
        }

        Optional<Edited> graft(String path, Optional<TreeEntry> leaf) {
            if (leaf.isEmpty()) {
                return delete(path) ? Optional.empty() : Optional.of(new Edited.PathMissing(path));
            }
            Optional<Edited> bad = check(path);
            if (bad.isPresent()) {
                return bad;
            }
            ObjectId id = ObjectId.fromString(leaf.get().id());
            place(path, new Leaf(id, FileMode.fromBits(leaf.get().mode())));
            return Optional.empty();
        }

        String write(ObjectInserter inserter) throws IOException {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            files.forEach((path, leaf) -> {
                var entry = new DirCacheEntry(path);
                entry.setFileMode(leaf.mode());
                entry.setObjectId(leaf.id());
                builder.add(entry);
            });
            builder.finish();
            return index.writeTree(inserter).name();
        }

        private FileMode mode(String path) {
            Leaf leaf = files.get(path);
            return leaf == null ? FileMode.REGULAR_FILE : leaf.mode();
        }

        private Optional<Edited> put(String path, byte[] content, FileMode mode, ObjectInserter inserter)
                throws IOException {
            Optional<Edited> bad = check(path);
            if (bad.isEmpty()) {
                place(path, new Leaf(inserter.insert(Constants.OBJ_BLOB, content), mode));
            }
            return bad;
        }

        /** A file takes the place of a folder of the same name, and of files where it needs folders. */
        private void place(String path, Leaf leaf) {
            files.subMap(path + "/", path + "0").clear();
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                files.remove(path.substring(0, slash));
            }
            files.put(path, leaf);
        }

        private boolean delete(String path) {
            if (files.remove(path) != null) {
                return true;
            }
            var below = files.subMap(path + "/", path + "0");
            boolean folder = !below.isEmpty();
            below.clear();
            return folder;
        }

        private Optional<Edited> rename(Edit.Rename rename, ObjectInserter inserter) throws IOException {
            Leaf moved = files.get(rename.from());
            if (moved == null) {
                return Optional.of(new Edited.PathMissing(rename.from()));
            }
            if (files.containsKey(rename.to())) {
                return Optional.of(new Edited.PathExists(rename.to()));
            }
            Optional<Edited> bad = check(rename.to());
            if (bad.isPresent()) {
                return bad;
            }
            files.remove(rename.from());
            byte[] content = rename.content();
            place(
                    rename.to(),
                    content == null ? moved : new Leaf(inserter.insert(Constants.OBJ_BLOB, content), moved.mode()));
            return Optional.empty();
        }

        private Optional<Edited> mark(String path, boolean executable) {
            Leaf leaf = files.get(path);
            if (leaf == null) {
                return Optional.of(new Edited.PathMissing(path));
            }
            files.put(path, new Leaf(leaf.id(), executable ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE));
            return Optional.empty();
        }

        private static Optional<Edited> check(String path) {
            try {
                new ObjectChecker().checkPath(path);
                return path.isEmpty()
                        ? Optional.of(new Edited.BadPath(path, "is empty; name a file"))
                        : Optional.empty();
            } catch (CorruptObjectException e) {
                return Optional.of(new Edited.BadPath(path, "is not one that Git can keep: " + e.getMessage()));
            }
        }
    }
}
