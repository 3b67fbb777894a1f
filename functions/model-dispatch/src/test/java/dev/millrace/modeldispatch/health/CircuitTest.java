package dev.millrace.modeldispatch.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Instant NOW = Instant.parse("2026-11-03T08:00:00Z");
    private static final Circuit.Rule RULE = new Circuit.Rule(2, Duration.ofSeconds(10));

    @Test
    void opensAfterFailuresInARow() {
        // When
        Circuit once = Circuit.untroubled().failed(NOW, RULE);
        Circuit interrupted = once.succeeded().failed(NOW, RULE);
        Circuit twice = once.failed(NOW, RULE);

        // Then
        assertThat(once.permits(NOW)).isTrue();
        assertThat(interrupted.permits(NOW)).isTrue();
        assertThat(twice).isEqualTo(new Circuit.Open(NOW.plusSeconds(10)));
        assertThat(twice.permits(NOW.plusSeconds(9))).isFalse();
    }

    @Test
    void letsOneCallFindOutWhetherItIsOver() {
        // Given
        Instant later = NOW.plusSeconds(10);
        Circuit open = new Circuit.Open(later);

        // When
        Circuit probing = open.begun(later, RULE);

        // Then
        assertThat(open.permits(later)).isTrue();
        assertThat(probing.permits(later.plusSeconds(1))).isFalse();
        assertThat(probing.succeeded()).isEqualTo(Circuit.untroubled());
        assertThat(probing.failed(later, RULE)).isEqualTo(new Circuit.Open(later.plusSeconds(10)));
    }

    @Test
    void asksAgainWhenTheCallThatShouldFindOutNeverCameBack() {
        // Given
        Circuit probing = new Circuit.HalfOpen(NOW.plusSeconds(10));

        // When / Then
        assertThat(probing.permits(NOW.plusSeconds(10))).isTrue();
    }
}
