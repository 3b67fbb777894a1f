package dev.millrace.transparency.proof;

/** What verifying a proof came to. */
public sealed interface Verdict {

    /** The proof holds. */
    record Proven() implements Verdict {}

    /** The proof does not hold. */
    record Refuted(Reason reason) implements Verdict {}

    enum Reason {
        /** The leaf's index is negative, or not below the size of the tree. */
        INDEX_OUTSIDE_TREE,
        /** A size is negative, or the first tree is larger than the second. */
        SIZES_OUT_OF_ORDER,
        /** The path has fewer hashes than trees of these sizes need. */
        PATH_TOO_SHORT,
        /** The path has more hashes than trees of these sizes need. */
        PATH_TOO_LONG,
        /** The path does not lead to the root of the tree, or of the second of two trees. */
        ROOT_DIFFERS,
        /** The path does not lead to the root of the first of two trees. */
        FIRST_ROOT_DIFFERS
    }

    static Verdict refuted(Reason reason) {
        return new Refuted(reason);
    }
}
