package dev.millrace.transparency.proof;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.TreeHash;
import dev.millrace.transparency.tree.SubtreeId;
import dev.millrace.transparency.tree.Subtrees;
import java.util.ArrayList;
import java.util.List;

/**
 * The leaves that one hash of a proof stands for. At the right edge of a tree they need not fill a complete subtree.
 *
 * @param from first leaf
 * @param to leaf after the last
 */
record LeafRange(long from, long to) {

    /** The complete subtrees that make up the range, from left to right. */
    List<SubtreeId> subtrees() {
        List<SubtreeId> subtrees = new ArrayList<>();
        long start = from;
        while (start < to) {
            int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(to - start);
            subtrees.add(new SubtreeId(level, start >> level));
            start += 1L << level;
        }
        return subtrees;
    }

    Hash hash(Subtrees known) {
        return subtrees().reversed().stream()
                .map(known::hash)
                .reduce((right, left) -> TreeHash.node(left, right))
                .orElseThrow();
    }
}
