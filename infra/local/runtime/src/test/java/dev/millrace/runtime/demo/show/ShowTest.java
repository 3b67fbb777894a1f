package dev.millrace.runtime.demo.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Money;
import dev.millrace.runtime.demo.story.Step;
import dev.millrace.runtime.demo.story.Told;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShowTest {

    private final StringWriter out = new StringWriter();

    @Test
    void withoutATerminalNothingIsWrittenOver() {
        // Given
        var show = new Show(new PrintWriter(out), false);

        // When
        show.busy("waiting", Duration.ofSeconds(1));
        show.say("done");

        // Then
        assertThat(out.toString()).isEqualTo("done" + System.lineSeparator());
    }

    @Test
    void onATerminalWhatIsBeingDoneIsErasedBeforeTheNextLine() {
        // Given
        var show = new Show(new PrintWriter(out), true);

        // When
        show.busy("waiting", Duration.ofSeconds(1));
        show.say("done");

        // Then
        assertThat(out.toString()).endsWith("waiting\r\033[Kdone" + System.lineSeparator());
    }

    @Test
    void aStepSaysWhoDidItHowLongItTookAndWhatModelsHaveCost() {
        // Given
        var show = new Show(new PrintWriter(out), false);
        var step = new Step(
                Told.FILED,
                "plan by stand-in",
                "model-dispatch",
                Duration.ofMillis(1_234),
                Duration.ofMillis(700),
                new Money(1_234_000, "USD"));

        // When
        show.step(Duration.ofMillis(2_500), step);
        show.step(Duration.ofMillis(2_600), step.startedIn(null));

        // Then
        assertThat(out.toString().lines())
                .element(0)
                .asString()
                .contains("2.5 s", "plan by stand-in", "model-dispatch", "cold 700 ms", "1234 ms", "USD 0.001234");
        assertThat(out.toString().lines()).element(1).asString().contains("warm");
    }
}
