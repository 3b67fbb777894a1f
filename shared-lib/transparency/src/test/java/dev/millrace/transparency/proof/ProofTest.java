package dev.millrace.transparency.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.ReferenceTree;
import dev.millrace.transparency.TreeHash;
import dev.millrace.transparency.proof.Verdict.Reason;
import dev.millrace.transparency.tree.HashRange;
import dev.millrace.transparency.tree.HashRanges;
import dev.millrace.transparency.tree.MemoryStore;
import dev.millrace.transparency.tree.StoredSubtrees;
import dev.millrace.transparency.tree.Subtrees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProofTest {

    private static final List<Hash> LEAVES = ReferenceTree.leafHashes(70_000);
    private static final MemoryStore STORE = MemoryStore.of(LEAVES);
    private static final Hash OTHER = TreeHash.leaf(new byte[] {42});

    @Property(tries = 200)
    void everyInclusionProofVerifiesAndNoChangedOneDoes(
            @ForAll @IntRange(min = 1, max = 70_000) int size,
            @ForAll @IntRange(max = 69_999) int anyIndex,
            @ForAll Random random) {
        // Given
        int index = anyIndex % size;
        Hash root = root(size);
        Hash leaf = LEAVES.get(index);

        // When
        var proof = InclusionProof.build(index, size, tree(size));

        // Then
        assertThat(proof.verify(leaf, root)).isEqualTo(new Verdict.Proven());
        assertThat(proof.verify(OTHER, root)).isEqualTo(Verdict.refuted(Reason.ROOT_DIFFERS));
        assertThat(proof.verify(leaf, OTHER)).isEqualTo(Verdict.refuted(Reason.ROOT_DIFFERS));
        for (List<Hash> path : changes(proof.path(), random)) {
            assertThat(new InclusionProof(index, size, path).verify(leaf, root)).isInstanceOf(Verdict.Refuted.class);
        }
        for (int other : List.of(index - 1, index + 1, index ^ 2, index + size, -index - 1)) {
            assertThat(new InclusionProof(other, size, proof.path()).verify(leaf, root))
                    .isInstanceOf(Verdict.Refuted.class);
        }
    }

    @Test
    void everyPairOfSizesUpToSixtyFourIsConsistentAndNoChangedProofIs() {
        var random = new Random(9162);
        for (int second = 0; second <= 64; second++) {
            for (int first = 0; first <= second; first++) {
                var proof = ConsistencyProof.build(first, second, tree(second));

                assertThat(proof.verify(root(first), root(second))).isEqualTo(new Verdict.Proven());
                assertThat(proof.verify(OTHER, root(second))).isInstanceOf(Verdict.Refuted.class);
                if (first > 0) {
                    assertThat(proof.verify(root(first), OTHER)).isInstanceOf(Verdict.Refuted.class);
                }
                for (List<Hash> path : changes(proof.path(), random)) {
                    assertThat(new ConsistencyProof(first, second, path).verify(root(first), root(second)))
                            .isInstanceOf(Verdict.Refuted.class);
                }
            }
        }
    }

    @Property(tries = 50)
    void largeTreesAreConsistentToo(
            @ForAll @IntRange(min = 1, max = 70_000) int one, @ForAll @IntRange(min = 1, max = 70_000) int other) {
        // Given
        int first = Math.min(one, other);
        int second = Math.max(one, other);

        // When
        var proof = ConsistencyProof.build(first, second, tree(second));

        // Then
        assertThat(proof.verify(root(first), root(second))).isEqualTo(new Verdict.Proven());
    }

    @Test
    void planNamesAllReadsBeforehand() {
        // Given
        var plan = ProofPlan.inclusion(12_345, 70_000);
        Map<HashRange, List<Hash>> fetched = new HashMap<>();

        // When
        plan.reads().forEach(range -> fetched.put(range, STORE.read(range)));
        List<Hash> path = plan.path(new StoredSubtrees(70_000, HashRanges.of(fetched)));

        // Then
        assertThat(new InclusionProof(12_345, 70_000, path).verify(LEAVES.get(12_345), root(70_000)))
                .isEqualTo(new Verdict.Proven());
        assertThat(fetched.keySet())
                .hasSizeLessThanOrEqualTo(5)
                .allSatisfy(range -> assertThat(range.count()).isLessThanOrEqualTo(256));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refutesMalformedProofsWithAReason(Verdict verdict, Reason reason) {
        assertThat(verdict).isEqualTo(Verdict.refuted(reason));
    }

    static Stream<Arguments> malformed() {
        List<Hash> none = List.of();
        List<Hash> one = List.of(OTHER);
        List<Hash> many = Collections.nCopies(100, OTHER);
        Hash empty = TreeHash.empty();
        return Stream.of(
                Arguments.of(new InclusionProof(0, 0, none).verify(OTHER, empty), Reason.INDEX_OUTSIDE_TREE),
                Arguments.of(new InclusionProof(1, 1, none).verify(OTHER, OTHER), Reason.INDEX_OUTSIDE_TREE),
                Arguments.of(new InclusionProof(-1, 1, none).verify(OTHER, OTHER), Reason.INDEX_OUTSIDE_TREE),
                Arguments.of(new InclusionProof(0, -1, none).verify(OTHER, OTHER), Reason.INDEX_OUTSIDE_TREE),
                Arguments.of(new InclusionProof(0, 2, none).verify(OTHER, OTHER), Reason.PATH_TOO_SHORT),
                Arguments.of(new InclusionProof(0, 1, one).verify(OTHER, OTHER), Reason.PATH_TOO_LONG),
                Arguments.of(
                        new InclusionProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, many).verify(OTHER, OTHER),
                        Reason.PATH_TOO_LONG),
                Arguments.of(new ConsistencyProof(2, 1, none).verify(OTHER, OTHER), Reason.SIZES_OUT_OF_ORDER),
                Arguments.of(new ConsistencyProof(-1, 1, none).verify(OTHER, OTHER), Reason.SIZES_OUT_OF_ORDER),
                Arguments.of(new ConsistencyProof(0, 0, one).verify(empty, empty), Reason.PATH_TOO_LONG),
                Arguments.of(new ConsistencyProof(0, 1, one).verify(empty, OTHER), Reason.PATH_TOO_LONG),
                Arguments.of(new ConsistencyProof(1, 1, one).verify(OTHER, OTHER), Reason.PATH_TOO_LONG),
                Arguments.of(new ConsistencyProof(0, 1, none).verify(OTHER, OTHER), Reason.FIRST_ROOT_DIFFERS),
                Arguments.of(new ConsistencyProof(1, 1, none).verify(OTHER, empty), Reason.ROOT_DIFFERS),
                Arguments.of(new ConsistencyProof(3, 5, none).verify(OTHER, empty), Reason.PATH_TOO_SHORT),
                Arguments.of(new ConsistencyProof(1, 2, none).verify(OTHER, empty), Reason.PATH_TOO_SHORT),
                Arguments.of(new ConsistencyProof(3, 5, many).verify(OTHER, empty), Reason.PATH_TOO_LONG));
    }

    /** One flipped bit in each hash, one hash too many at either end and inside, one too few. */
    private static List<List<Hash>> changes(List<Hash> path, Random random) {
        List<List<Hash>> changes = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            byte[] bytes = path.get(i).bytes();
            bytes[random.nextInt(Hash.LENGTH)] ^= (byte) (1 << random.nextInt(8));
            List<Hash> flipped = new ArrayList<>(path);
            flipped.set(i, Hash.of(bytes));
            changes.add(flipped);
            List<Hash> shortened = new ArrayList<>(path);
            shortened.remove(i);
            changes.add(shortened);
        }
        for (int i = 0; i <= path.size(); i++) {
            List<Hash> extended = new ArrayList<>(path);
            extended.add(i, OTHER);
            changes.add(extended);
        }
        return changes;
    }

    private static Subtrees tree(int size) {
        return new StoredSubtrees(size, STORE);
    }

    private static Hash root(int size) {
        return ReferenceTree.root(LEAVES.subList(0, size));
    }
}
