package dev.millrace.runtime.broker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecentLatencyTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final RecentLatency latency = new RecentLatency(new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void tellsPercentilesToTwoDigits() {
        // Given
        for (int i = 1; i <= 100; i++) {
            latency.record(Duration.ofMillis(i));
        }

        // When
        var p99 = latency.percentile(99);

        // Then
        assertThat(latency.percentile(50).toMillis()).isCloseTo(50, within(1L));
        assertThat(p99.toMillis()).isCloseTo(99, within(1L));
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        // Given
        latency.record(Duration.ofSeconds(5));
        now.set(now.get().plusSeconds(30));
        latency.record(Duration.ofMillis(5));

        // When
        now.set(now.get().plusSeconds(40));

        // Then
        assertThat(latency.percentile(99).toMillis()).isCloseTo(5, within(1L));
        now.set(now.get().plusSeconds(600));
        assertThat(latency.percentile(99)).isZero();
    }
}
