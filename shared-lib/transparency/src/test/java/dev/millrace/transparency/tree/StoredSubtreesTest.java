package dev.millrace.transparency.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.ReferenceTree;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredSubtreesTest {

    private static final int SIZE = 66_000;

    private final List<Hash> leaves = ReferenceTree.leafHashes(SIZE);

    @Test
    void computesEveryLevelFromTheKeptOnes() {
        // Given
        var subtrees = new StoredSubtrees(SIZE, MemoryStore.of(leaves));

        for (int level = 0; level <= 16; level++) {
            // When
            long last = (SIZE >> level) - 1L;
            Hash hash = subtrees.hash(new SubtreeId(level, last));

            // Then
            int from = (int) last << level;
            assertThat(hash).isEqualTo(ReferenceTree.root(leaves.subList(from, from + (1 << level))));
        }
    }

    @Test
    void readsEachRangeOnce() {
        // Given
        var store = MemoryStore.of(leaves);
        var subtrees = new StoredSubtrees(SIZE, store);

        // When
        for (long index = 0; index < 128; index++) {
            subtrees.hash(new SubtreeId(0, index));
            subtrees.hash(new SubtreeId(1, index));
        }
        subtrees.hash(new SubtreeId(15, 1));

        // Then
        assertThat(store.reads()).containsExactly(new HashRange(0, 0, 256), new HashRange(8, 0, 256));
    }

    @Test
    void refusesSubtreesThatReachBeyondTheTree() {
        var subtrees = new StoredSubtrees(5, MemoryStore.of(leaves));

        assertThatIllegalArgumentException().isThrownBy(() -> subtrees.hash(new SubtreeId(0, 5)));
        assertThatIllegalArgumentException().isThrownBy(() -> subtrees.hash(new SubtreeId(2, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SubtreeId(63, 0));
    }

    @Test
    void refusesAStoreThatReturnsTooLittle() {
        var subtrees = new StoredSubtrees(5, range -> List.of());

        assertThatIllegalStateException()
                .isThrownBy(() -> subtrees.hash(new SubtreeId(0, 0)))
                .withMessageContaining("count=5");
    }
}
