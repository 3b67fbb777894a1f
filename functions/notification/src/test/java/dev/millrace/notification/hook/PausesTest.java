package dev.millrace.notification.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.notification.HandClock;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {

    private static final URI ADDRESS = URI.create("https://hooks.example.com/x");

    private final HandClock clock = new HandClock();
    private final Pauses pauses = new Pauses(clock);

    @ParameterizedTest
    @CsvSource({
        "30, PT30S",
        "'Mon, 23 Nov 2026 10:01:00 GMT', PT1M",
        "999999999, PT15M",
        "0, PT0S",
        "soon, PT0S",
        "-5, PT0S",
        "99999999999999999999, PT0S"
    })
    void holdsAsLongAsItWasAskedFor(String retryAfter, Duration pause) {
        // When
        pauses.begin(ADDRESS, retryAfter);

        // Then
        assertThat(pauses.holds(ADDRESS)).isEqualTo(!pause.isZero());
        clock.set(HandClock.MORNING.plus(pause));
        assertThat(pauses.holds(ADDRESS)).isFalse();
    }

    @Test
    void holdsToTheLastMoment() {
        // When
        pauses.begin(ADDRESS, "30");

        // Then
        clock.set(HandClock.MORNING.plusMillis(29_999));
        assertThat(pauses.holds(ADDRESS)).isTrue();
    }

    @Test
    void whoAsksForNothingIsNotLeftAlone() {
        // When
        pauses.begin(ADDRESS, null);

        // Then
        assertThat(pauses.holds(ADDRESS)).isFalse();
    }

    @Test
    void holdsForOneAddressAlone() {
        // When
        pauses.begin(ADDRESS, "60");

        // Then
        assertThat(pauses.holds(URI.create("https://hooks.example.com/y"))).isFalse();
    }
}
