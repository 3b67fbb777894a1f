/**
 * The Merkle tree as it grows and as it is kept: its right edge ({@link dev.millrace.transparency.tree.Frontier}), and
 * every complete subtree computed from the few levels that a store holds. Levels count from the leaves, at level 0;
 * the subtree {@code index} of a level covers the leaves from {@code index << level}.
 */
@NullMarked
package dev.millrace.transparency.tree;

import org.jspecify.annotations.NullMarked;
