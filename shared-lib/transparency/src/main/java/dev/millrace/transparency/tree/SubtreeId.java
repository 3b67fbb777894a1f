package dev.millrace.transparency.tree;

/** Where a complete subtree is: its level, and its place from the left within that level. */
public record SubtreeId(int level, long index) {

    /** The first 62 levels hold any tree whose size is a positive long. */
    private static final int HIGHEST = 62;

    public SubtreeId {
        if (level < 0 || level > HIGHEST || index < 0) {
            throw new IllegalArgumentException("No tree has a subtree " + index + " at level " + level);
        }
    }

    /** Whether a tree of that size has all leaves of this subtree. */
    public boolean isCompleteIn(long size) {
        return index < size >> level;
    }
}
