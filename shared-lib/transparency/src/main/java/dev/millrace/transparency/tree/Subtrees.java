package dev.millrace.transparency.tree;

import dev.millrace.transparency.Hash;

/** Knows the hash of every complete subtree of one tree. */
@FunctionalInterface
public interface Subtrees {

    /**
     * Finds or computes one hash.
     *
     * @throws IllegalArgumentException when the tree has no such complete subtree
     */
    Hash hash(SubtreeId subtree);
}
