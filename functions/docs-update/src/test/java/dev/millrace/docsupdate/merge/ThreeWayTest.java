package dev.millrace.docsupdate.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThreeWayTest {

    @Test
    void newGeneratedLinesAndPeoplesLinesComeTogether() {
        // Given
        List<String> before = List.of("a", "b");

        // When
        ThreeWay merged = ThreeWay.merge(before, List.of("mine", "a", "b"), List.of("a", "b", "c"));

        // Then
        assertThat(merged).isEqualTo(new ThreeWay(List.of("mine", "a", "b", "c"), List.of()));
    }

    @Test
    void aLineThatWasRewordedStaysAndANewOneFollows() {
        // Given
        List<String> before = List.of("a", "b");

        // When
        ThreeWay merged = ThreeWay.merge(before, List.of("a", "b, better"), List.of("a", "b", "c"));

        // Then
        assertThat(merged).isEqualTo(new ThreeWay(List.of("a", "b, better", "c"), List.of()));
    }

    @Test
    void whereBothReworkedALinePeoplesStaysAndTheOtherIsTold() {
        // Given
        List<String> before = List.of("Version 1");

        // When
        ThreeWay merged = ThreeWay.merge(before, List.of("Version one"), List.of("Version 2"));

        // Then
        assertThat(merged).isEqualTo(new ThreeWay(List.of("Version one"), List.of("Version 2")));
    }

    @Test
    void aLineThatWasTakenOutStaysOut() {
        // Given
        List<String> before = List.of("a", "b", "c");

        // When
        ThreeWay merged = ThreeWay.merge(before, List.of("a", "c"), List.of("a", "b", "c", "d"));

        // Then
        assertThat(merged.lines()).containsExactly("a", "c", "d");
    }

    @Test
    void whatBothAddedAlikeIsThereOnce() {
        // Given
        List<String> before = List.of("a");

        // When
        ThreeWay merged = ThreeWay.merge(before, List.of("a", "x"), List.of("a", "x", "y"));

        // Then
        assertThat(merged).isEqualTo(new ThreeWay(List.of("a", "x", "y"), List.of()));
    }

    @Test
    void whatIsGeneratedNoMoreGoesAndPeoplesLinesStay() {
        // Given
        List<String> before = List.of("a", "b");

        // When
        ThreeWay merged = ThreeWay.merge(before, List.of("a", "b", "mine"), List.of());

        // Then
        assertThat(merged.lines()).containsExactly("mine");
    }

    @Property(tries = 500)
    void noLineOfPeoplesIsLostAndTheSameAgainChangesNothing(
            @ForAll long seed, @ForAll @IntRange(max = 12) int size, @ForAll @IntRange(max = 8) int edits) {
        // Given
        var random = new Random(seed);
        List<String> before = changed(random, List.of(), size, "old");
        List<String> theirs = changed(random, before, edits, "mine");
        List<String> generated = changed(random, before, edits, "new");

        // When
        ThreeWay merged = ThreeWay.merge(before, theirs, generated);

        // Then
        assertThat(mine(merged.lines())).isEqualTo(mine(theirs));
        assertThat(ThreeWay.merge(generated, merged.lines(), generated).lines()).isEqualTo(merged.lines());
    }

    private static List<String> mine(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("mine")).toList();
    }

    private static List<String> changed(Random random, List<String> lines, int edits, String word) {
        List<String> changed = new ArrayList<>(lines);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(changed.size() + 1);
            switch (random.nextInt(3)) {
                case 0 -> changed.add(at, word + i);
                case 1 -> changed.add(at, "");
                default -> {
                    if (at < changed.size()) {
                        changed.set(at, word + i);
                    }
                }
            }
        }
        return changed;
    }
}
