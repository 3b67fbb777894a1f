package dev.millrace.transparency.proof;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.TreeHash;
import dev.millrace.transparency.proof.Verdict.Reason;
import dev.millrace.transparency.tree.Subtrees;
import java.util.List;

/**
 * Claims that a leaf stands at an index of a tree. Its numbers may be anything until {@link #verify} has judged them.
 *
 * @param path hashes of the siblings from the leaf upwards
 */
public record InclusionProof(long index, long size, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /**
     * Builds the proof from the hashes of the tree.
     *
     * @throws IllegalArgumentException unless 0 ≤ index &lt; size
     */
    public static InclusionProof build(long index, long size, Subtrees known) {
        return new InclusionProof(index, size, ProofPlan.inclusion(index, size).path(known));
    }

    /** Verifies by RFC 9162 §2.1.3.2. */
    public Verdict verify(Hash leafHash, Hash root) {
        if (index < 0 || index >= size) {
            return Verdict.refuted(Reason.INDEX_OUTSIDE_TREE);
        }
        var climb = new Climb(index, size - 1);
        Hash hash = leafHash;
        for (Hash sibling : path) {
            if (climb.isAtRoot()) {
                return Verdict.refuted(Reason.PATH_TOO_LONG);
            }
            hash = climb.hasSiblingOnTheLeft() ? TreeHash.node(sibling, hash) : TreeHash.node(hash, sibling);
            climb = climb.up();
        }
        if (!climb.isAtRoot()) {
            return Verdict.refuted(Reason.PATH_TOO_SHORT);
        }
        return hash.equals(root) ? new Verdict.Proven() : Verdict.refuted(Reason.ROOT_DIFFERS);
    }
}
