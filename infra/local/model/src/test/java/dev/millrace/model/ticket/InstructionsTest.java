package dev.millrace.model.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.millrace.model.ticket.Instruction.Add;
import dev.millrace.model.ticket.Instruction.Create;
import dev.millrace.model.ticket.Instruction.Delete;
import dev.millrace.model.ticket.Instruction.Replace;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InstructionsTest {

    @Test
    void readsThemInTheirOrder() {
        // When
        Instructions found = Instructions.in("""
                Please replace "Hello" with "Good morning" in src/Greeting.java.
                Then add "One more line" to the file README.md, delete docs/old.md
                and create file notes/plan.txt with "First\\n\\"second\\"".
                """);

        // Then
        assertThat(found.atFirst()).isEmpty();
        assertThat(found.lasting())
                .containsExactly(
                        new Replace("src/Greeting.java", "Hello", "Good morning"),
                        new Add("README.md", "One more line"),
                        new Delete("docs/old.md"),
                        new Create("notes/plan.txt", "First\n\"second\""));
    }

    @Test
    void setsApartWhatOnlyTheFirstAttemptDoes() {
        // When
        Instructions found =
                Instructions.in("At first, create check.sh with \"exit 1\". Create check.sh with \"exit 0\"");

        // Then
        assertThat(found.atFirst()).containsExactly(new Create("check.sh", "exit 1"));
        assertThat(found.lasting()).containsExactly(new Create("check.sh", "exit 0"));
    }

    @Test
    void understandsWhatEditorsOfTicketsMakeOfIt() {
        // When
        Instructions found = Instructions.in("Replace “a  b”\u00a0with\n„c“ in `x/y.txt`");

        // Then
        assertThat(found.lasting()).containsExactly(new Replace("x/y.txt", "a  b", "c"));
    }

    @Test
    void findsNothingInOrdinaryWords() {
        // When
        Instructions found = Instructions.in("Users cannot log in. Somebody should look at it and add a test.");

        // Then
        assertThat(found.isEmpty()).isTrue();
    }

    @Property
    void readsAnything(@ForAll String ticket) {
        assertThatCode(() -> Instructions.in("replace \"" + ticket + "\" with \"" + ticket))
                .doesNotThrowAnyException();
    }
}
