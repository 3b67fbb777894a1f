package dev.millrace.transparency.tree;

import dev.millrace.transparency.Hash;
import java.util.List;
import java.util.Map;

/** The store of a log's hashes: leaf hashes and the hashes of complete subtrees at every 8th level. */
@FunctionalInterface
public interface HashRanges {

    /** Reads all hashes of a range, in order. */
    List<Hash> read(HashRange range);

    /**
     * For a caller that may not block: it fetches what {@code ProofPlan.reads()} names, and then computes.
     *
     * @param fetched all ranges that will be asked for
     */
    static HashRanges of(Map<HashRange, List<Hash>> fetched) {
        return range -> {
            List<Hash> hashes = fetched.get(range);
            if (hashes == null) {
                throw new IllegalStateException("Fetch " + range + " first, as the plan of the proof says");
            }
            return hashes;
        };
    }
}
