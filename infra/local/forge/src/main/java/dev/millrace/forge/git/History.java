package dev.millrace.forge.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Questions about commits and what lies between them. */
public final class History {

    private final Repository repository;

    History(Repository repository) {
        this.repository = repository;
    }

    /**
     * Commits from a head backwards.
     *
     * @param without null, or a commit whose whole past is left out
     * @param path empty, or a file or folder that the commits touch
     */
    public List<CommitNote> log(String head, @Nullable String without, String path, int skip, int limit) {
        try (var walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(ObjectId.fromString(head)));
            if (without != null) {
                walk.markUninteresting(walk.parseCommit(ObjectId.fromString(without)));
            }
            if (!path.isEmpty()) {
                walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
            }
            var commits = new ArrayList<CommitNote>();
            int seen = 0;
            for (RevCommit commit = walk.next(); commit != null && commits.size() < limit; commit = walk.next()) {
                if (seen++ >= skip) {
                    commits.add(CommitNote.of(commit));
                }
            }
            return commits;
        } catch (MissingObjectException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits of a head that another commit does not contain, newest first. */
    public List<CommitNote> between(String without, String head) {
        return log(head, without.equals(GitRepo.NONE) ? null : without, "", 0, Integer.MAX_VALUE);
    }

    public Optional<String> mergeBase(String one, String other) {
        try (var walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(ObjectId.fromString(one)));
            walk.markStart(walk.parseCommit(ObjectId.fromString(other)));
            return Optional.ofNullable(walk.next()).map(AnyObjectId::name);
        } catch (MissingObjectException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a commit is in the past of a head, or the head itself. */
    public boolean contains(String head, String commit) {
        return mergeBase(head, commit).filter(commit::equals).isPresent();
    }

    /** Changes between two commits or trees, with renames; {@link GitRepo#NONE} is the empty tree. */
    public List<FileChange> changes(String from, String to, boolean withPatch) {
        var text = new ByteArrayOutputStream();
        try (var formatter = new DiffFormatter(text);
                ObjectReader reader = repository.newObjectReader()) {
            formatter.setRepository(repository);
            formatter.setDetectRenames(true);
            var changes = new ArrayList<FileChange>();
            for (DiffEntry entry : formatter.scan(tree(reader, from), tree(reader, to))) {
                changes.add(change(formatter, entry, withPatch, text));
            }
            return changes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AbstractTreeIterator tree(ObjectReader reader, String commit) throws IOException {
        if (commit.equals(GitRepo.NONE)) {
            return new EmptyTreeIterator();
        }
        ObjectId tree = repository.resolve(commit + "^{tree}");
        if (tree == null) {
            throw new IllegalArgumentException("There is no commit " + commit);
        }
        return new CanonicalTreeParser(null, reader, tree);
    }

    private static FileChange change(
            DiffFormatter formatter, DiffEntry entry, boolean withPatch, ByteArrayOutputStream text)
            throws IOException {
        boolean born = entry.getChangeType() == DiffEntry.ChangeType.ADD;
        boolean gone = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
        FileHeader header = formatter.toFileHeader(entry);
        int added = 0;
        int removed = 0;
        for (Edit edit : header.toEditList()) {
            added += edit.getLengthB();
            removed += edit.getLengthA();
        }
        return new FileChange(
                sort(entry.getChangeType()),
                born ? null : entry.getOldPath(),
                gone ? null : entry.getNewPath(),
                born ? null : entry.getOldId().name(),
                gone ? null : entry.getNewId().name(),
                added,
                removed,
                withPatch && header.getPatchType() == FileHeader.PatchType.UNIFIED
                        ? hunks(formatter, entry, text)
                        : "");
    }

    private static String hunks(DiffFormatter formatter, DiffEntry entry, ByteArrayOutputStream text)
            throws IOException {
        text.reset();
        formatter.format(entry);
        formatter.flush();
        String patch = text.toString(StandardCharsets.UTF_8);
        int start = patch.indexOf("@@");
        return start < 0 ? "" : patch.substring(start);
    }

    private static FileChange.Sort sort(DiffEntry.ChangeType type) {
        return switch (type) {
            case ADD, COPY -> FileChange.Sort.ADDED;
            case MODIFY -> FileChange.Sort.EDITED;
            case DELETE -> FileChange.Sort.DELETED;
            case RENAME -> FileChange.Sort.RENAMED;
        };
    }
}
