package dev.millrace.codehosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.codehosts.Credentials.AccessToken;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void aPersonalAccessTokenIsThePasswordOfNobody() {
        // Given
        var credentials = Credentials.basic("pat");

        // When
        String authorization = credentials.authorization();

        // Then
        assertThat(authorization).isEqualTo("Basic OnBhdA==");
    }

    @Test
    void anAccessTokenIsRenewedAMinuteBeforeItEnds() {
        // Given
        var issued = new AtomicInteger();
        var later = new AtomicInteger();
        var credentials = Credentials.bearer(
                () -> new AccessToken("t" + issued.incrementAndGet(), NOW.plusSeconds(3600)),
                () -> NOW.plusSeconds(later.get()));

        // When
        String first = credentials.authorization();
        later.set(3539);
        String still = credentials.authorization();
        later.set(3540);
        String renewed = credentials.authorization();

        // Then
        assertThat(first).isEqualTo("Bearer t1");
        assertThat(still).isEqualTo("Bearer t1");
        assertThat(renewed).isEqualTo("Bearer t2");
    }
}
