package dev.millrace.modeldispatch.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.DataClassification;
import dev.millrace.modeldispatch.DispatchConfig;
import dev.millrace.modeldispatch.route.Alias;
import dev.millrace.modeldispatch.route.Canary;
import dev.millrace.modeldispatch.route.Upstream;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObservationsTest {

    private static final Canary CANARY = new Canary("new", 10, 5, 0.2, null, null, 0.8);

    private final Observations observations = new Observations(
            new SmallRyeConfigBuilder()
                    .withMapping(DispatchConfig.class)
                    .withDefaultValue("millrace.models.file", "routes.yaml")
                    .build()
                    .getConfigMapping(DispatchConfig.class),
            Clock.systemUTC());

    @Test
    void takesACanaryBackUntilItsEntryChanges() {
        // Given
        Alias alias = alias(CANARY);
        Upstream tried = upstream(0.9);
        for (int i = 0; i < 5; i++) {
            observations.failed(alias, tried);
        }
        var changed = new Canary("new", 20, 5, 0.2, null, null, 0.8);

        // When
        for (int i = 0; i < 100; i++) {
            observations.succeeded(alias, tried, 1);
        }

        // Then
        assertThat(observations.isRolledBack(alias, CANARY, tried)).isTrue();
        assertThat(observations.isRolledBack(alias(changed), changed, tried)).isFalse();
    }

    @Test
    void triesNoCanaryBelowItsGoldenScore() {
        assertThat(observations.isRolledBack(alias(CANARY), CANARY, upstream(0.7)))
                .isTrue();
        assertThat(observations.isRolledBack(alias(CANARY), CANARY, upstream(null)))
                .isTrue();
        assertThat(observations.isRolledBack(alias(CANARY), CANARY, upstream(0.8)))
                .isFalse();
    }

    @Test
    void letsNobodyAskAnUpstreamThatFailedTooOften() {
        // Given
        Alias alias = alias(CANARY);
        Upstream upstream = upstream(1.0);

        // When
        for (int i = 0; i < 5; i++) {
            assertThat(observations.begin(upstream)).isTrue();
            observations.failed(alias, upstream);
        }

        // Then
        assertThat(observations.isHealthy(upstream)).isFalse();
        assertThat(observations.begin(upstream)).isFalse();
    }

    private static Alias alias(Canary canary) {
        return new Alias(
                "a",
                Alias.Kind.CHAT,
                Alias.Strategy.WEIGHTED,
                List.of(new Alias.Weighted("old", 1)),
                List.of(),
                canary,
                null,
                0,
                Duration.ofSeconds(9),
                null);
    }

    private static Upstream upstream(@Nullable Double goldenScore) {
        return new Upstream(
                "new",
                Upstream.Kind.OPENAI,
                URI.create("http://127.0.0.1:1/v1"),
                "m",
                "m",
                null,
                null,
                Upstream.LOCAL,
                DataClassification.RESTRICTED,
                Set.of(),
                "",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                "",
                goldenScore);
    }
}
