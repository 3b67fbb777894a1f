package dev.millrace.forge.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** One bare repository: refs, commits, trees and files. Thread-safe. */
public final class GitRepo {

    /** Stands for "no object" where a ref appears or disappears. */
    public static final String NONE = ObjectId.zeroId().name();

    private final Repository repository;

    GitRepo(Repository repository) {
        this.repository = repository;
    }

    /** JGit's own view, for the Git protocol. */
    public Repository repository() {
        return repository;
    }

    public History history() {
        return new History(repository);
    }

    public TreeEditor editor() {
        return new TreeEditor(repository);
    }

    public Merging merging() {
        return new Merging(repository);
    }

    public boolean isEmpty() {
        return refs("refs/heads/").isEmpty();
    }

    /** Commit of a full ref, a branch, a tag or an abbreviated id; empty when there is none. */
    public Optional<String> resolve(String revision) {
        try {
            for (String prefix : List.of("", "refs/heads/", "refs/tags/")) {
                ObjectId id = repository.resolve(prefix + revision + "^{commit}");
                if (id != null) {
                    return Optional.of(id.name());
                }
            }
            return Optional.empty();
        } catch (RevisionSyntaxException
                | AmbiguousObjectException
                | IncorrectObjectTypeException
                | MissingObjectException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Commit of a branch.
     *
     * @param branch without {@code refs/heads/}
     */
    public Optional<String> branch(String branch) {
        return ref("refs/heads/" + branch);
    }

    /** Object that a full ref points to. */
    public Optional<String> ref(String name) {
        try {
            Ref ref = repository.exactRef(name);
            return ref == null || ref.getObjectId() == null
                    ? Optional.empty()
                    : Optional.of(ref.getObjectId().name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Refs by their full names.
     *
     * @param prefix ends with a slash, or is empty for all
     */
    public SortedMap<String, String> refs(String prefix) {
        try {
            var refs = new TreeMap<String, String>();
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
                if (ref.getName().startsWith("refs/") && ref.getObjectId() != null) {
                    refs.put(ref.getName(), ref.getObjectId().name());
                }
            }
            return refs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Lets clones start with a branch.
     *
     * @param branch without {@code refs/heads/}
     */
    public void pointHead(String branch) {
        try {
            repository.updateRef(Constants.HEAD).link("refs/heads/" + branch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves, makes or deletes a ref if it is where it is expected. Fast-forward or not does not matter here. */
    public RefMove move(String name, String expected, String next) {
        if (!Repository.isValidRefName(name)) {
            return new RefMove.Refused("'" + name + "' is no valid name of a ref");
        }
        try {
            RefUpdate update = repository.updateRef(name);
            update.setExpectedOldObjectId(ObjectId.fromString(expected));
            update.setForceUpdate(true);
            update.setRefLogMessage("forge", false);
            RefUpdate.Result result;
            if (next.equals(NONE)) {
                result = update.delete();
            } else {
                update.setNewObjectId(ObjectId.fromString(next));
                result = update.update();
            }
            return switch (result) {
                case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> new RefMove.Moved();
                case LOCK_FAILURE -> new RefMove.Stale(ref(name).orElse(NONE));
                default -> new RefMove.Refused("Git answered " + result);
            };
        } catch (InvalidObjectIdException e) {
            return new RefMove.Refused("An id of an object has 40 hexadecimal digits");
        } catch (MissingObjectException e) {
            return new RefMove.Refused("There is no object " + next);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<CommitNote> commit(String id) {
        try (var walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(ObjectId.fromString(id));
            return Optional.of(CommitNote.of(commit));
        } catch (MissingObjectException | IncorrectObjectTypeException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** File or folder of a commit or tree; the empty path is the root. */
    public Optional<TreeEntry> entry(String commit, String path) {
        try (ObjectReader reader = repository.newObjectReader()) {
            Optional<ObjectId> tree = tree(commit);
            if (tree.isEmpty()) {
                return Optional.empty();
            }
            if (path.isEmpty()) {
                return Optional.of(new TreeEntry("", tree.get().name(), FileMode.TREE.getBits(), 0));
            }
            try (TreeWalk walk = TreeWalk.forPath(reader, path, tree.get())) {
                return walk == null ? Optional.empty() : Optional.of(entry(reader, walk));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a path that Git cannot have
        }
    }

    /** What lies in a folder of a commit or tree; empty when it is no folder. */
    public List<TreeEntry> list(String commit, String folder, boolean recursive) {
        Optional<TreeEntry> start = entry(commit, folder).filter(TreeEntry::isFolder);
        if (start.isEmpty()) {
            return List.of();
        }
        var entries = new ArrayList<TreeEntry>();
        String prefix = folder.isEmpty() ? "" : folder + "/";
        try (ObjectReader reader = repository.newObjectReader();
                var walk = new TreeWalk(reader)) {
            walk.addTree(ObjectId.fromString(start.get().id()));
            while (walk.next()) {
                TreeEntry entry = entry(reader, walk);
                entries.add(new TreeEntry(prefix + entry.path(), entry.id(), entry.mode(), entry.size()));
                if (recursive && walk.isSubtree()) {
                    walk.enterSubtree();
                }
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of a blob; empty when there is no such object. */
    public Optional<byte[]> blob(String id) {
        try {
            return Optional.of(
                    repository.open(ObjectId.fromString(id), Constants.OBJ_BLOB).getBytes());
        } catch (MissingObjectException | IncorrectObjectTypeException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of a file at a commit. */
    public Optional<byte[]> file(String commit, String path) {
        return entry(commit, path).filter(entry -> !entry.isFolder()).flatMap(entry -> blob(entry.id()));
    }

    private Optional<ObjectId> tree(String id) throws IOException {
        try {
            return Optional.ofNullable(repository.resolve(id + "^{tree}"));
        } catch (RevisionSyntaxException
                | AmbiguousObjectException
                | IncorrectObjectTypeException
                | MissingObjectException e) {
            return Optional.empty();
        }
    }

    private static TreeEntry entry(ObjectReader reader, TreeWalk walk) throws IOException {
        ObjectId id = walk.getObjectId(0);
        boolean sized = walk.getFileMode(0).getObjectType() == Constants.OBJ_BLOB;
        return new TreeEntry(
                walk.getPathString(),
                id.name(),
                walk.getRawMode(0),
                sized ? reader.getObjectSize(id, Constants.OBJ_BLOB) : 0);
    }
}
