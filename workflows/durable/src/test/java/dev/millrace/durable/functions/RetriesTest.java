package dev.millrace.durable.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private static final Retries RETRIES = new Retries(5, Duration.ofSeconds(1), Duration.ofSeconds(10));

    @Test
    void stopsAfterTheLastAttempt() {
        // Given
        Retries retries = RETRIES;

        // When
        boolean another = retries.allowAfter(5);

        // Then
        assertThat(another).isFalse();
        assertThat(retries.allowAfter(4)).isTrue();
    }

    @Property
    void pausesGrowToTheLongestAndAreShortenedByAtMostHalf(
            @ForAll @IntRange(min = 1, max = 2000) int attempt, @ForAll long lot) {
        Duration pause = RETRIES.pause(attempt, new UUID(lot, 0));

        Duration full = Duration.ofSeconds(Math.min(10, 1L << Math.min(attempt - 1, 4)));
        assertThat(pause).isBetween(full.dividedBy(2), full);
    }

    @Test
    void instancesThatFailTogetherComeBackApart() {
        // Given
        UUID one = UUID.fromString("0b5c2b0e-1111-5000-8000-000000000001");
        UUID other = UUID.fromString("7f00aa33-2222-5000-8000-000000000002");

        // When
        Duration pause = RETRIES.pause(3, one);

        // Then
        assertThat(pause).isNotEqualTo(RETRIES.pause(3, other)).isEqualTo(RETRIES.pause(3, one));
    }
}
