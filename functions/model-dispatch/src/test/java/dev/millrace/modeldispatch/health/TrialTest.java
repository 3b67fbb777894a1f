package dev.millrace.modeldispatch.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.modeldispatch.route.Canary;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialTest {

    private final Trial trial = new Trial(new Canary("new", 10, 20, 0.1, Duration.ofMillis(500), 1.5, null));

    @Test
    void goesOnWhileTheFiguresAreGood() {
        // When
        calls("new", 18, 100, 10);
        fail("new", 2);
        calls("old", 20, 100, 10);

        // Then
        assertThat(trial.judge()).isEmpty();
        assertThat(trial.hasEnded()).isFalse();
    }

    @Test
    void doesNotJudgeBeforeThereIsEnoughToJudge() {
        // When
        fail("new", 19);

        // Then
        assertThat(trial.judge()).isEmpty();
    }

    @Test
    void endsOnErrorsAndStaysSo() {
        // Given
        calls("new", 17, 100, 10);
        fail("new", 3);

        // When
        Optional<String> fault = trial.judge();
        calls("new", 1000, 100, 10);

        // Then
        assertThat(fault).hasValue("error rate 0.150 above 0.100 after 20 calls");
        assertThat(trial.judge()).isEmpty();
        assertThat(trial.hasEnded()).isTrue();
    }

    @Test
    void endsOnLatency() {
        // When
        calls("new", 18, 100, 10);
        calls("new", 2, 900, 10);

        // Then
        assertThat(trial.judge()).hasValue("95th percentile 900 ms above 500 ms after 20 calls");
    }

    @Test
    void endsOnCostOnceThereIsSomethingToCompareWith() {
        // Given
        calls("new", 20, 100, 20);
        assertThat(trial.judge()).isEmpty();

        // When
        calls("old", 20, 100, 10);

        // Then
        assertThat(trial.judge()).hasValue("cost ratio 2.00 above 1.50 after 20 calls");
    }

    private void calls(String upstream, int number, long millis, long nanos) {
        for (int i = 0; i < number; i++) {
            trial.figures(upstream).succeeded(millis);
            trial.figures(upstream).cost(nanos);
        }
    }

    private void fail(String upstream, int number) {
        for (int i = 0; i < number; i++) {
            trial.figures(upstream).failed();
        }
    }
}
