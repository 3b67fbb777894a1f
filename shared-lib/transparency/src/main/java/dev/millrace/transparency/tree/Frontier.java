package dev.millrace.transparency.tree;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.TreeHash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The right edge of a tree: the largest complete subtrees that cover its leaves, the left and largest first. It is all
 * that is needed to append, however long the log is.
 *
 * @param size number of leaves
 * @param peaks one hash for each one bit in {@code size}
 */
public record Frontier(long size, List<Hash> peaks) {

    private static final Frontier EMPTY = new Frontier(0, List.of());

    public Frontier {
        peaks = List.copyOf(peaks);
        if (size < 0 || peaks.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(
                    "The right edge of " + size + " leaves does not consist of " + peaks.size() + " subtrees");
        }
    }

    public static Frontier empty() {
        return EMPTY;
    }

    public Frontier append(Hash leafHash) {
        return append(leafHash, subtree -> {});
    }

    /**
     * Appends a leaf.
     *
     * @param closed is told every subtree that this leaf completes, from the leaf itself upwards; a store keeps those
     *     that say {@link Subtree#isKept()}
     */
    public Frontier append(Hash leafHash, Consumer<? super Subtree> closed) {
        var subtree = new Subtree(0, size, leafHash);
        closed.accept(subtree);
        int left = peaks.size();
        while (subtree.index() % 2 == 1) {
            left--;
            Hash hash = TreeHash.node(peaks.get(left), subtree.hash());
            subtree = new Subtree(subtree.level() + 1, subtree.index() / 2, hash);
            closed.accept(subtree);
        }
        List<Hash> next = new ArrayList<>(left + 1);
        next.addAll(peaks.subList(0, left));
        next.add(subtree.hash());
        return new Frontier(Math.incrementExact(size), next);
    }

    /** The Merkle tree hash of RFC 6962 §2.1. */
    public Hash root() {
        return peaks.reversed().stream()
                .reduce((right, left) -> TreeHash.node(left, right))
                .orElseGet(TreeHash::empty);
    }

    /** Eight bytes of size, big-endian, and then the peaks: for a database column. */
    public byte[] bytes() {
        ByteBuffer buffer =
                ByteBuffer.allocate(Long.BYTES + peaks.size() * Hash.LENGTH).putLong(size);
        peaks.forEach(peak -> buffer.put(peak.bytes()));
        return buffer.array();
    }

    /**
     * Reads what {@link #bytes()} wrote.
     *
     * @throws IllegalArgumentException when {@link #bytes()} cannot have written this
     */
    public static Frontier fromBytes(byte[] bytes) {
        if (bytes.length < Long.BYTES || (bytes.length - Long.BYTES) % Hash.LENGTH != 0) {
            throw new IllegalArgumentException(
                    "A stored right edge has 8 bytes and 32 for each subtree, here are " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long size = buffer.getLong();
        List<Hash> peaks = new ArrayList<>();
        while (buffer.hasRemaining()) {
            byte[] peak = new byte[Hash.LENGTH];
            buffer.get(peak);
            peaks.add(Hash.of(peak));
        }
        return new Frontier(size, peaks);
    }
}
