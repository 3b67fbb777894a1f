package dev.millrace.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.0042S, 4.2 ms",
        "PT0.616S, 616 ms",
        "PT1.314S, 1.31 s",
        "PT119.9S, 119.90 s",
        "PT5M7S, 5m07s",
        "PT2H5M40S, 2h05m",
        "PT50H, 50h00m"
    })
    void timesAreWrittenForPeople(Duration time, String text) {
        assertThat(Output.time(time)).isEqualTo(text);
    }

    @Test
    void aLineThatDoesNotFitIsCutInsteadOfWrapped() {
        assertThat(StatusCommand.fitted("FUNCTION  REQUESTS\nshort\n", 10))
                .isEqualTo("FUNCTION …\033[K\nshort\033[K\n");
    }
}
