package dev.millrace.transparency;

/**
 * How RFC 6962 §2.1 hashes a Merkle tree. Leaves and inner nodes have different prefixes, so that nobody can pass one
 * off as the other. Safe for use by several threads.
 */
public final class TreeHash {

    private static final byte[] LEAF = {0x00};
    private static final byte[] NODE = {0x01};
    private static final Hash EMPTY = Hash.sha256();

    private TreeHash() {}

    /** The root of a tree without leaves. */
    public static Hash empty() {
        return EMPTY;
    }

    public static Hash leaf(byte[] data) {
        return Hash.sha256(LEAF, data);
    }

    public static Hash node(Hash left, Hash right) {
        return Hash.sha256(NODE, left.shared(), right.shared());
    }
}
