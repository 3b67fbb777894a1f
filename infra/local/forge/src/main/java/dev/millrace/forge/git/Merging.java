package dev.millrace.forge.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Merges in memory. */
public final class Merging {

    private final Repository repository;

    Merging(Repository repository) {
        this.repository = repository;
    }

    /** Tries to merge one commit into another; the merged tree is written, no commit. */
    public MergeTrial trial(String target, String source) {
        if (new History(repository).contains(target, source)) {
            return new MergeTrial.NothingToMerge();
        }
        return merge(target, source, Optional.empty());
    }

    /** Tries to put what one commit changed on top of another. */
    public MergeTrial cherryPick(String onto, CommitNote picked) {
        String base =
                picked.parents().isEmpty() ? GitRepo.NONE : picked.parents().getFirst();
        return merge(onto, picked.id(), Optional.of(base).filter(parent -> !parent.equals(GitRepo.NONE)));
    }

    private MergeTrial merge(String ours, String theirs, Optional<String> base) {
        try (ObjectInserter inserter = repository.newObjectInserter();
                var walk = new RevWalk(inserter.newReader())) {
            var strategy = base.isPresent() ? MergeStrategy.RESOLVE : MergeStrategy.RECURSIVE;
            var merger = (ResolveMerger) strategy.newMerger(repository, true);
            merger.setObjectInserter(inserter);
            if (base.isPresent()) {
                merger.setBase(walk.parseCommit(ObjectId.fromString(base.get())));
            }
            RevCommit left = walk.parseCommit(ObjectId.fromString(ours));
            RevCommit right = walk.parseCommit(ObjectId.fromString(theirs));
            if (!merger.merge(left, right)) {
                List<String> paths = merger.getUnmergedPaths().stream().sorted().toList();
                return new MergeTrial.Conflicts(paths);
            }
            ObjectId tree = merger.getResultTreeId();
            inserter.flush();
            return new MergeTrial.Clean(tree.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
