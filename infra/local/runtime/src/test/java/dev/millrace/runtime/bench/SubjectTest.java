package dev.millrace.runtime.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectTest {

    @Test
    void nothingInParticularIsEverything() {
        assertThat(Subject.named(List.of())).containsExactly(Subject.values());
    }

    @Test
    void allIsEverythingWhateverStandsBesideIt() {
        assertThat(Subject.named(List.of("engine", "ALL"))).containsExactly(Subject.values());
    }

    @Test
    void whatIsNamedIsMeasuredOnceAndInTheUsualOrder() {
        assertThat(Subject.named(List.of("ledger", "engine", "Cold_Start", "engine", "cold-start")))
                .containsExactly(Subject.COLD_START, Subject.ENGINE, Subject.LEDGER);
    }

    @Test
    void aWordThatNamesNothingIsToldWhatThereIs() {
        assertThatThrownBy(() -> Subject.named(List.of("engine", "speed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'speed' cannot be measured. Choose from: up, cold-start, hooks, engine, models, ledger, journey, all.");
    }

    @Test
    void aDoseWithoutARoundOrASecondIsRefused() {
        assertThatThrownBy(() -> Dose.standard().withRounds(0)).hasMessageContaining("rounds");
        assertThatThrownBy(() -> Dose.standard().withSpan(Duration.ZERO)).hasMessageContaining("seconds");
    }
}
