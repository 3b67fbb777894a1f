package dev.millrace.transparency.proof;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.TreeHash;
import dev.millrace.transparency.proof.Verdict.Reason;
import dev.millrace.transparency.tree.Subtrees;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims that a tree begins with all leaves of a smaller one. Its numbers may be anything until {@link #verify} has
 * judged them.
 *
 * @param first size of the smaller tree
 * @param second size of the larger tree
 */
public record ConsistencyProof(long first, long second, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Builds the proof from the hashes of the larger tree.
     *
     * @throws IllegalArgumentException unless 0 ≤ first ≤ second
     */
    public static ConsistencyProof build(long first, long second, Subtrees known) {
        return new ConsistencyProof(
                first, second, ProofPlan.consistency(first, second).path(known));
    }

    /**
     * Verifies by RFC 9162 §2.1.4.2. The RFC leaves out trees without leaves and equal sizes; here an empty tree begins
     * every tree, provided its root is that of no leaves, and for equal sizes the roots must be equal.
     */
    public Verdict verify(Hash firstRoot, Hash secondRoot) {
        if (first < 0 || first > second) {
            return Verdict.refuted(Reason.SIZES_OUT_OF_ORDER);
        }
        if (first == 0 || first == second) {
            return verifyWithoutPath(firstRoot, secondRoot);
        }
        List<Hash> hashes = new ArrayList<>(path);
        if (Long.bitCount(first) == 1) {
            hashes.addFirst(firstRoot);
        }
        if (hashes.isEmpty()) {
            return Verdict.refuted(Reason.PATH_TOO_SHORT);
        }
        return climb(hashes, firstRoot, secondRoot);
    }

    private Verdict verifyWithoutPath(Hash firstRoot, Hash secondRoot) {
        if (!path.isEmpty()) {
            return Verdict.refuted(Reason.PATH_TOO_LONG);
        }
        if (first == 0 && !firstRoot.equals(TreeHash.empty())) {
            return Verdict.refuted(Reason.FIRST_ROOT_DIFFERS);
        }
        return first < second || firstRoot.equals(secondRoot)
                ? new Verdict.Proven()
                : Verdict.refuted(Reason.ROOT_DIFFERS);
    }

    private Verdict climb(List<Hash> hashes, Hash firstRoot, Hash secondRoot) {
        var climb = new Climb(first - 1, second - 1).outOfRightEdge();
        Hash reachedFirst = hashes.getFirst();
        Hash reachedSecond = hashes.getFirst();
        for (Hash hash : hashes.subList(1, hashes.size())) {
            if (climb.isAtRoot()) {
                return Verdict.refuted(Reason.PATH_TOO_LONG);
            }
            if (climb.hasSiblingOnTheLeft()) {
                reachedFirst = TreeHash.node(hash, reachedFirst);
                reachedSecond = TreeHash.node(hash, reachedSecond);
            } else {
                reachedSecond = TreeHash.node(reachedSecond, hash);
            }
            climb = climb.up();
        }
        if (!climb.isAtRoot()) {
            return Verdict.refuted(Reason.PATH_TOO_SHORT);
        }
        if (!reachedFirst.equals(firstRoot)) {
            return Verdict.refuted(Reason.FIRST_ROOT_DIFFERS);
        }
        return reachedSecond.equals(secondRoot) ? new Verdict.Proven() : Verdict.refuted(Reason.ROOT_DIFFERS);
    }
}
