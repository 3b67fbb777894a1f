package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineConfigTest {

    @Test
    void theDefaultsSuitOneHostOnASmallMachine() {
        // When
        EngineConfig config = EngineConfig.defaults();

        // Then
        assertThat(config.orchestratorThreads()).isGreaterThanOrEqualTo(2);
        assertThat(config.maxActivities()).isEqualTo(256);
        assertThat(config.maxActive()).isEqualTo(5_000);
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.limits()).isEqualTo(new EngineConfig.Limits(16 << 20, 100_000, 64L << 20));
        assertThat(config.remoteTimeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void whatIsSetReplacesTheDefault() {
        // Given
        var limits = new EngineConfig.Limits(1, 10, 1);

        // When
        EngineConfig config = EngineConfig.builder()
                .orchestratorThreads(1)
                .maxActivities(2)
                .maxActive(3)
                .lease(Duration.ofSeconds(1))
                .limits(limits)
                .remoteTimeout(Duration.ofMinutes(1))
                .build();

        // Then
        assertThat(config)
                .isEqualTo(new EngineConfig(
                        1,
                        2,
                        3,
                        500,
                        10_000,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(100),
                        limits,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(5)));
    }

    @Test
    void refusesALeaseThatAPauseWouldLose() {
        // Given
        var builder = EngineConfig.builder().lease(Duration.ofMillis(499));

        // Then
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("longer");
    }
}
