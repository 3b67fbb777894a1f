package dev.millrace.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Leaf and empty tree: reference data of Certificate Transparency, as in github.com/transparency-dev/merkle, {@code
 * rfc6962/rfc6962_test.go} (Apache-2.0).
 */
class TreeHashTest {

    @Test
    void emptyTreeHasTheHashOfNothing() {
        assertThat(TreeHash.empty()).hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void leavesAreHashedBehindAZeroByte() {
        assertThat(TreeHash.leaf(new byte[0]))
                .hasToString("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assertThat(TreeHash.leaf("L123456".getBytes(StandardCharsets.UTF_8)))
                .hasToString("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    }

    @Test
    void nodeOfTheFirstTwoReferenceLeavesIsTheirRoot() {
        // Given
        Hash left = TreeHash.leaf(ReferenceTree.CT_LEAVES.get(0));
        Hash right = TreeHash.leaf(ReferenceTree.CT_LEAVES.get(1));

        // When
        Hash node = TreeHash.node(left, right);

        // Then
        assertThat(node).isEqualTo(ReferenceTree.CT_ROOTS.get(1)).isNotEqualTo(TreeHash.node(right, left));
    }

    @Test
    void leafCannotPassForTheNodeOverItsHalves() {
        // Given
        Hash left = TreeHash.leaf(new byte[] {1});
        Hash right = TreeHash.leaf(new byte[] {2});
        byte[] both = HexFormat.of().parseHex(left.toString() + right);

        // When
        Hash leaf = TreeHash.leaf(both);

        // Then
        assertThat(leaf).isNotEqualTo(TreeHash.node(left, right));
    }
}
