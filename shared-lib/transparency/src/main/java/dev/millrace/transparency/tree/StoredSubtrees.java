package dev.millrace.transparency.tree;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.TreeHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes any complete subtree from the levels that a store keeps. Each range is read once and then remembered, so an
 * instance serves one tree size for as long as a few proofs take. Not safe for use by several threads.
 */
public final class StoredSubtrees implements Subtrees {

    private final long size;
    private final HashRanges store;
    private final Map<HashRange, Tile> tiles = new HashMap<>();

    /**
     * Looks at a tree as it was at one size.
     *
     * @param size leaves of the tree; the store may have grown further since
     */
    public StoredSubtrees(long size, HashRanges store) {
        this.size = size;
        this.store = store;
    }

    @Override
    public Hash hash(SubtreeId subtree) {
        return tiles.computeIfAbsent(HashRange.under(subtree, size), this::read).hash(subtree);
    }

    private Tile read(HashRange range) {
        List<Hash> hashes = store.read(range);
        if (hashes.size() != range.count()) {
            throw new IllegalStateException("The store must return all of " + range + ", it returned " + hashes.size());
        }
        return Tile.over(range, hashes);
    }

    /** A range and the complete subtrees over it; row 0 is the range itself, each row pairs up the one below. */
    private record Tile(HashRange range, List<List<Hash>> rows) {

        static Tile over(HashRange range, List<Hash> hashes) {
            List<List<Hash>> rows = new ArrayList<>();
            List<Hash> row = List.copyOf(hashes);
            rows.add(row);
            while (rows.size() < HashRange.STRIDE) {
                row = pairs(row);
                rows.add(row);
            }
            return new Tile(range, rows);
        }

        Hash hash(SubtreeId subtree) {
            int above = subtree.level() - range.level();
            return rows.get(above).get((int) (subtree.index() - (range.first() >> above)));
        }

        private static List<Hash> pairs(List<Hash> row) {
            List<Hash> above = new ArrayList<>(row.size() / 2);
            for (int i = 0; i + 1 < row.size(); i += 2) {
                above.add(TreeHash.node(row.get(i), row.get(i + 1)));
            }
            return above;
        }
    }
}
