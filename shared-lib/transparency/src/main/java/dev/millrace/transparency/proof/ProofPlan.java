package dev.millrace.transparency.proof;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.tree.HashRange;
import dev.millrace.transparency.tree.Subtrees;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of a tree a proof consists of, known before anything is read. So a caller can fetch everything in one
 * go ({@link #reads()}) and compute afterwards ({@link #path}).
 */
public final class ProofPlan {

    private final long size;
    private final List<LeafRange> parts;

    private ProofPlan(long size, List<LeafRange> parts) {
        this.size = size;
        this.parts = parts;
    }

    /**
     * The audit path of RFC 6962 §2.1.1.
     *
     * @throws IllegalArgumentException unless 0 ≤ index &lt; size
     */
    public static ProofPlan inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("A tree of " + size + " leaves has no leaf " + index);
        }
        List<LeafRange> downwards = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + largestPowerOfTwoBelow(to - from);
            if (index < middle) {
                downwards.add(new LeafRange(middle, to));
                to = middle;
            } else {
                downwards.add(new LeafRange(from, middle));
                from = middle;
            }
        }
        return new ProofPlan(size, downwards.reversed());
    }

    /**
     * The consistency proof of RFC 6962 §2.1.2. It is empty when the first tree is empty or the trees are the same.
     *
     * @throws IllegalArgumentException unless 0 ≤ first ≤ second
     */
    public static ProofPlan consistency(long first, long second) {
        if (first < 0 || first > second) {
            throw new IllegalArgumentException("A tree of " + second + " leaves cannot continue one of " + first);
        }
        if (first == 0) {
            return new ProofPlan(second, List.of());
        }
        List<LeafRange> downwards = new ArrayList<>();
        long from = 0;
        long to = second;
        while (to != first) {
            long middle = from + largestPowerOfTwoBelow(to - from);
            if (first <= middle) {
                downwards.add(new LeafRange(middle, to));
                to = middle;
            } else {
                downwards.add(new LeafRange(from, middle));
                from = middle;
            }
        }
        // From leaf 0 on, what is left is the first tree itself, whose root the verifier has.
        if (from > 0) {
            downwards.add(new LeafRange(from, to));
        }
        return new ProofPlan(second, downwards.reversed());
    }

    /** The range reads that {@link #path} needs from a store, each once. */
    public List<HashRange> reads() {
        return parts.stream()
                .flatMap(part -> part.subtrees().stream())
                .map(subtree -> HashRange.under(subtree, size))
                .distinct()
                .toList();
    }

    /** The hashes of the proof, from the leaves upwards. */
    public List<Hash> path(Subtrees known) {
        return parts.stream().map(part -> part.hash(known)).toList();
    }

    private static long largestPowerOfTwoBelow(long count) {
        return Long.highestOneBit(count - 1);
    }
}
