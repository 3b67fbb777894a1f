package dev.millrace.runtime.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.runtime.manifest.Scaling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AutoscalerTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(60);

    @Test
    void asksForOneMoreInstanceAtSeventyPercentOfTheTarget() {
        // Given
        var autoscaler = new Autoscaler(scaling(0, 9, 10, 0.7), 0);

        // When / Then
        assertThat(autoscaler.observe(START, 7, true)).isEqualTo(1);
        assertThat(autoscaler.observe(START, 8, true)).isEqualTo(2);
        assertThat(autoscaler.observe(START, 1_000_000_000, true)).isEqualTo(9);
    }

    @Test
    void neverCountsOnMoreThanTheHardLimit() {
        // Given
        var autoscaler = new Autoscaler(scaling(0, 9, 100, 1), 2);

        // When / Then
        assertThat(autoscaler.observe(START, 4, true)).isEqualTo(2);
        assertThat(autoscaler.observe(START, 5, true)).isEqualTo(3);
    }

    @Test
    void keepsOneInstanceForRequestsTooShortToBeSeen() {
        // Given
        var autoscaler = new Autoscaler(scaling(0, 9, 10, 1), 0);

        // When
        autoscaler.observe(START, 0, true);

        // Then
        assertThat(autoscaler.observe(START.plusSeconds(59), 0, false)).isEqualTo(1);
        assertThat(autoscaler.observe(START.plusSeconds(60), 0, false)).isZero();
    }

    @Test
    void alwaysWantsTheGreatestNeedOfTheWindow() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            // Given
            int min = random.nextInt(3);
            int max = min + 1 + random.nextInt(20);
            var autoscaler = new Autoscaler(scaling(min, max, 1 + random.nextInt(20), 0.7), random.nextInt(5));
            var history = new ArrayList<int[]>();
            int second = 0;
            for (int step = 0; step < 100; step++) {
                second += random.nextInt(8);
                int demand = random.nextInt(random.nextBoolean() ? 3 : 60);

                // When
                int wanted = autoscaler.observe(START.plusSeconds(second), demand, false);

                // Then
                history.add(new int[] {second, (int) Math.ceil(demand / autoscaler.capacity())});
                int now = second;
                int greatest = history.stream()
                        .filter(need -> need[0] > now - WINDOW.toSeconds())
                        .mapToInt(need -> need[1])
                        .max()
                        .orElseThrow();
                assertThat(wanted).isEqualTo(Math.clamp(greatest, min, max));
            }
        }
    }

    @Test
    void doublesTheRestAfterEachFailureUpToHalfAMinute() {
        // Given
        Backoff backoff = Backoff.NONE;
        var rests = new ArrayList<Long>();

        // When
        for (int failure = 0; failure < 8; failure++) {
            backoff = backoff.failed(START);
            rests.add(Duration.between(START, backoff.until()).toSeconds());
        }

        // Then
        assertThat(rests).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    private static Scaling scaling(int min, int max, double target, double utilization) {
        return new Scaling(min, max, min, target, utilization, WINDOW);
    }
}
