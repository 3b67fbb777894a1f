package dev.millrace.runtime.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {

    @Test
    void itsMedianAndSpreadAreThoseOfItsSamplesInAnyOrder() {
        Percentiles spread = Figure.of("start", Unit.MILLIS, List.of(30.0, 10.0, 20.0, 50.0, 40.0))
                .spread();
        assertThat(spread).isEqualTo(new Percentiles(5, 10, 30, 50, 50, 50));
    }

    @Test
    void nanosecondsBecomeMilliseconds() {
        assertThat(Percentiles.ofNanos(2_500_000).p50()).isEqualTo(2.5);
    }

    @Test
    void withoutSamplesThereIsNoFigure() {
        assertThatThrownBy(() -> Figure.of("start", Unit.MILLIS, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is nothing to measure");
    }

    @ParameterizedTest
    @CsvSource({"499, HOLDS", "500, HOLDS", "501, DOES_NOT_HOLD"})
    void aTimeMayBeAsLongAsPromised(double millis, Figure.Verdict verdict) {
        Figure figure = Figure.of("start", Unit.MILLIS, List.of(millis)).wanted(Bound.atMost(500));
        assertThat(figure.verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"1499, DOES_NOT_HOLD", "1500, HOLDS", "1501, HOLDS"})
    void aRateMustBeAsHighAsPromised(double rate, Figure.Verdict verdict) {
        Figure figure = Figure.of("hooks", Unit.PER_SECOND, List.of(rate)).wanted(Bound.atLeast(1_500));
        assertThat(figure.verdict()).isEqualTo(verdict);
    }

    @Test
    void theMedianIsJudgedAndNotTheWorst() {
        Figure figure =
                Figure.of("start", Unit.MILLIS, List.of(900.0, 400.0, 450.0)).wanted(Bound.atMost(500));
        assertThat(figure.verdict()).isEqualTo(Figure.Verdict.HOLDS);
    }

    @Test
    void whereNothingWasPromisedNothingIsJudged() {
        assertThat(Figure.of("start", Unit.MILLIS, List.of(1.0)).wanted(null).verdict())
                .isEqualTo(Figure.Verdict.NOTHING_PROMISED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MILLIS|0.437|0.44 ms",
                "MILLIS|-0.02|-0.02 ms",
                "MILLIS|12.34|12.3 ms",
                "MILLIS|616|616 ms",
                "MILLIS|3240|3.24 s",
                "MILLIS|21830|21.8 s",
                "PER_SECOND|6687.4|6,687/s",
                "MEGABYTES|104.6|105 MB",
                "COUNT|1000|1,000"
            })
    void valuesAreWrittenWithAboutThreeDigits(Unit unit, double value, String text) {
        assertThat(unit.text(value)).isEqualTo(text);
    }
}
