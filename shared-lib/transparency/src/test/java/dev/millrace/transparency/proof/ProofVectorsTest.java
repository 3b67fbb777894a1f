package dev.millrace.transparency.proof;

import static dev.millrace.transparency.ReferenceTree.CT_LEAVES;
import static dev.millrace.transparency.ReferenceTree.CT_ROOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.ReferenceTree;
import dev.millrace.transparency.TreeHash;
import dev.millrace.transparency.tree.MemoryStore;
import dev.millrace.transparency.tree.StoredSubtrees;
import dev.millrace.transparency.tree.Subtrees;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The proofs over the eight reference leaves of Certificate Transparency, as in github.com/transparency-dev/merkle,
 * {@code proof/verify_test.go} (Apache-2.0); indexes counted from 0.
 */
class ProofVectorsTest {

    private static final Subtrees TREE = new StoredSubtrees(
            8, MemoryStore.of(CT_LEAVES.stream().map(TreeHash::leaf).toList()));

    static Stream<Arguments> inclusionProofs() {
        return Stream.of(
                Arguments.of(0, 1, List.of()),
                Arguments.of(
                        0,
                        8,
                        List.of(
                                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")),
                Arguments.of(
                        5,
                        8,
                        List.of(
                                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")),
                Arguments.of(2, 3, List.of("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")),
                Arguments.of(
                        1,
                        5,
                        List.of(
                                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")));
    }

    static Stream<Arguments> consistencyProofs() {
        return Stream.of(
                Arguments.of(1, 1, List.of()),
                Arguments.of(
                        1,
                        8,
                        List.of(
                                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")),
                Arguments.of(
                        6,
                        8,
                        List.of(
                                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")),
                Arguments.of(
                        2,
                        5,
                        List.of(
                                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")),
                Arguments.of(
                        6,
                        7,
                        List.of(
                                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
                                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")));
    }

    @ParameterizedTest
    @MethodSource("inclusionProofs")
    void inclusionProofIsTheReferenceProofAndVerifies(int index, int size, List<String> path) {
        // When
        var proof = InclusionProof.build(index, size, TREE);

        // Then
        assertThat(proof.path()).isEqualTo(hashes(path));
        assertThat(proof.verify(TreeHash.leaf(CT_LEAVES.get(index)), CT_ROOTS.get(size - 1)))
                .isEqualTo(new Verdict.Proven());
    }

    @ParameterizedTest
    @MethodSource("consistencyProofs")
    void consistencyProofIsTheReferenceProofAndVerifies(int first, int second, List<String> path) {
        // When
        var proof = ConsistencyProof.build(first, second, TREE);

        // Then
        assertThat(proof.path()).isEqualTo(hashes(path));
        assertThat(proof.verify(CT_ROOTS.get(first - 1), CT_ROOTS.get(second - 1)))
                .isEqualTo(new Verdict.Proven());
    }

    private static List<Hash> hashes(List<String> path) {
        return path.stream().map(ReferenceTree::hash).toList();
    }
}
