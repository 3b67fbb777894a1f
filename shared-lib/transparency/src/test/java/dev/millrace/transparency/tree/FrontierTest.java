package dev.millrace.transparency.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.ReferenceTree;
import dev.millrace.transparency.TreeHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontierTest {

    @Test
    void growsThroughTheRootsOfCertificateTransparency() {
        // Given
        List<Hash> roots = new ArrayList<>();
        var frontier = Frontier.empty();

        // When
        for (byte[] leaf : ReferenceTree.CT_LEAVES) {
            frontier = frontier.append(TreeHash.leaf(leaf));
            roots.add(frontier.root());
        }

        // Then
        assertThat(roots).isEqualTo(ReferenceTree.CT_ROOTS);
        assertThat(Frontier.empty().root()).isEqualTo(TreeHash.empty());
    }

    @Test
    void hasTheRootOfTheDefinitionAtEverySize() {
        List<Hash> leaves = ReferenceTree.leafHashes(600);
        var frontier = Frontier.empty();
        for (int size = 0; size < leaves.size(); size++) {
            assertThat(frontier.root()).isEqualTo(ReferenceTree.root(leaves.subList(0, size)));
            frontier = frontier.append(leaves.get(size));
        }
    }

    @Test
    void reportsEachCompleteSubtreeOnceWithItsRoot() {
        // Given
        List<Hash> leaves = ReferenceTree.leafHashes(300);
        Map<SubtreeId, Hash> closed = new HashMap<>();

        // When
        var frontier = Frontier.empty();
        for (Hash leaf : leaves) {
            frontier = frontier.append(
                    leaf,
                    subtree -> assertThat(closed.put(new SubtreeId(subtree.level(), subtree.index()), subtree.hash()))
                            .isNull());
        }

        // Then
        assertThat(closed).hasSize(300 + 150 + 75 + 37 + 18 + 9 + 4 + 2 + 1);
        closed.forEach((id, hash) -> assertThat(hash)
                .isEqualTo(ReferenceTree.root(
                        leaves.subList((int) id.index() << id.level(), ((int) id.index() + 1) << id.level()))));
    }

    @Test
    void survivesItsBytes() {
        // Given
        var frontier = grown(ReferenceTree.leafHashes(23));

        // When
        var read = Frontier.fromBytes(frontier.bytes());

        // Then
        assertThat(read).isEqualTo(frontier);
        assertThat(Frontier.fromBytes(Frontier.empty().bytes())).isEqualTo(Frontier.empty());
    }

    @Test
    void rejectsBytesThatAreNoFrontier() {
        byte[] bytes = grown(ReferenceTree.leafHashes(23)).bytes();
        byte[] otherSize = bytes.clone();
        otherSize[7] = 24;
        byte[] shortened = new byte[bytes.length - 1];

        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.fromBytes(new byte[7]));
        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.fromBytes(shortened));
        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.fromBytes(otherSize));
    }

    private static Frontier grown(List<Hash> leaves) {
        var frontier = Frontier.empty();
        for (Hash leaf : leaves) {
            frontier = frontier.append(leaf);
        }
        return frontier;
    }
}
