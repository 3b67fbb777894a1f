package dev.millrace.transparency.tree;

import dev.millrace.transparency.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a database does: keeps leaf hashes and every 8th level as they are closed, and counts the reads. */
public final class MemoryStore implements HashRanges {

    private final Map<Integer, List<Hash>> levels = new HashMap<>();
    private final List<HashRange> reads = new ArrayList<>();
    private Frontier frontier = Frontier.empty();

    public static MemoryStore of(List<Hash> leaves) {
        var store = new MemoryStore();
        leaves.forEach(store::append);
        return store;
    }

    private void append(Hash leaf) {
        frontier = frontier.append(leaf, this::keep);
    }

    private void keep(Subtree subtree) {
        if (subtree.isKept()) {
            levels.computeIfAbsent(subtree.level(), level -> new ArrayList<>()).add(subtree.hash());
        }
    }

    @Override
    public List<Hash> read(HashRange range) {
        reads.add(range);
        int first = (int) range.first();
        return levels.getOrDefault(range.level(), List.of()).subList(first, first + range.count());
    }

    public List<HashRange> reads() {
        return reads;
    }
}
