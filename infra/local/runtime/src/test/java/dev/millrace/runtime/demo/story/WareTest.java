package dev.millrace.runtime.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.ticket.Instruction;
import dev.millrace.model.ticket.Instructions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WareTest {

    @Test
    void whatIsSoldAlreadyIsNotAskedForAgain() {
        // Given
        List<Ware> first = Ware.missing(Set.of(), 2);

        // When
        List<Ware> next =
                Ware.missing(Set.of("apple", first.get(0).name(), first.get(1).name()), 2);

        // Then
        assertThat(next).doesNotContainAnyElementsOf(first);
    }

    @Test
    void manyWaresHaveNamesOfTheirOwnAndPricesThatTheTillTakes() {
        // When
        List<Ware> wares = Ware.missing(Set.of(), 120);

        // Then
        assertThat(wares).extracting(Ware::name).doesNotHaveDuplicates();
        assertThat(wares).extracting(Ware::price).allMatch(price -> price.matches("\\d\\.\\d\\d"));
    }

    @Test
    void theStandInBreaksTheBuildFirstAndMendsItThen() {
        // Given
        var ware = new Ware("quince", "0.45");

        // When
        Instructions read = Instructions.in(ware.instructions());

        // Then
        assertThat(read.of(false)).containsExactly(new Instruction.Create("prices/quince", "0,45"));
        assertThat(read.of(true)).containsExactly(new Instruction.Create("prices/quince", "0.45"));
    }

    @Test
    void aModelThatThinksIsToldInProse() {
        assertThat(Instructions.in(new Ware("quince", "0.45").prose()).isEmpty())
                .isTrue();
    }
}
