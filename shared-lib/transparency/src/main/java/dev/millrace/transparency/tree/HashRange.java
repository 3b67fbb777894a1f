package dev.millrace.transparency.tree;

/**
 * Neighbouring hashes of one kept level: what one range read fetches. A range starts at a multiple of 256 and holds at
 * most 256 hashes, so two proofs that need the same part of the tree need the same range.
 *
 * @param level 0 for leaf hashes, or another multiple of 8
 * @param first index of the first hash within its level
 */
public record HashRange(int level, long first, int count) {

    /** A store keeps every 8th level: from one kept level, at most 256 hashes make one of the next. */
    public static final int STRIDE = 8;

    private static final int WIDEST = 1 << STRIDE;

    public HashRange {
        if (level < 0 || level % STRIDE != 0) {
            throw new IllegalArgumentException("A store keeps levels that are multiples of 8, not " + level);
        }
        if (first < 0 || first % WIDEST != 0 || count < 1 || count > WIDEST) {
            throw new IllegalArgumentException(
                    "A range starts at a multiple of 256 and has 1 to 256 hashes, not " + count + " from " + first);
        }
    }

    /**
     * The range from which the hash of a subtree can be computed.
     *
     * @param size leaves of the tree; the range ends where the tree does
     * @throws IllegalArgumentException when the subtree is not complete in such a tree
     */
    public static HashRange under(SubtreeId subtree, long size) {
        if (!subtree.isCompleteIn(size)) {
            throw new IllegalArgumentException("A tree of " + size + " leaves has no complete " + subtree);
        }
        int above = subtree.level() % STRIDE;
        int kept = subtree.level() - above;
        long leftmost = subtree.index() << above;
        long first = leftmost - leftmost % WIDEST;
        return new HashRange(kept, first, (int) Math.min(WIDEST, (size >> kept) - first));
    }
}
