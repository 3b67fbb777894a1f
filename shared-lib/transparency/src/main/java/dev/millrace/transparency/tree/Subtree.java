package dev.millrace.transparency.tree;

import dev.millrace.transparency.Hash;

/** A complete subtree and the hash of its root. A leaf is a subtree of level 0. */
public record Subtree(int level, long index, Hash hash) {

    /** Whether a store keeps this subtree; the others are computed from the kept ones. */
    public boolean isKept() {
        return level % HashRange.STRIDE == 0;
    }
}
