package dev.millrace.contracts.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What comes from outside may leave out anything, whatever the types say. */
@SuppressWarnings("NullAway")
class CompletenessTest {

    record Leaf(String needed, @Nullable String spare) {}

    record Branch(Leaf leaf, @Nullable Leaf spareLeaf, List<Leaf> leaves, List<String> words, int number) {}

    private static final Leaf WHOLE = new Leaf("x", null);

    @Test
    void acceptsARecordThatLacksOnlyWhatMayBeMissing() {
        assertThatCode(() -> Completeness.require(new Branch(WHOLE, null, List.of(WHOLE), List.of("x"), 0)))
                .doesNotThrowAnyException();
        assertThatCode(() -> Completeness.require(new Branch(WHOLE, WHOLE, List.of(), List.of(), 0)))
                .doesNotThrowAnyException();
    }

    @Test
    void namesAComponentThatIsMissing() {
        assertMissing(new Leaf(null, "x"), "'needed' must be set");
        assertMissing(new Branch(null, null, List.of(), List.of(), 0), "'leaf' must be set");
        assertMissing(new Branch(WHOLE, null, null, List.of(), 0), "'leaves' must be set");
    }

    @Test
    void namesAComponentThatIsMissingFurtherDown() {
        Leaf broken = new Leaf(null, null);
        assertMissing(new Branch(broken, null, List.of(), List.of(), 0), "'leaf.needed' must be set");
        assertMissing(new Branch(WHOLE, broken, List.of(), List.of(), 0), "'spareLeaf.needed' must be set");
        assertMissing(new Branch(WHOLE, null, List.of(WHOLE, broken), List.of(), 0), "'leaves.needed' must be set");
    }

    @Test
    void refusesAListThatHoldsNull() {
        assertMissing(new Branch(WHOLE, null, Arrays.asList(WHOLE, null), List.of(), 0), "'leaves' must not hold null");
        assertMissing(new Branch(WHOLE, null, List.of(), Arrays.asList("x", null), 0), "'words' must not hold null");
    }

    private static void assertMissing(Record value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Completeness.require(value))
                .withMessage(message);
    }
}
