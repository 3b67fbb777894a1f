package dev.millrace.contracts.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.contracts.Digest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

    private static final Instant NOW = Instant.parse("2026-11-03T08:00:00Z");
    private static final List<Secret> SECRETS =
            List.of(new Secret(Digest.of("old"), NOW), new Secret(Digest.of("new"), null));

    @Test
    void acceptsEachOfItsSecretsUntilTheyExpire() {
        // Given
        ApiKey key = key("ci", SECRETS);

        // Then
        assertThat(key.accepts(Digest.of("old"), NOW.minusNanos(1))).isTrue();
        assertThat(key.accepts(Digest.of("old"), NOW)).isFalse();
        assertThat(key.accepts(Digest.of("new"), NOW)).isTrue();
        assertThat(key.accepts(Digest.of("other"), NOW)).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // YAML may leave out what has a default.
    void isGoodForAllModelsAndNothingElseUnlessTheTenantSaysOtherwise() {
        // Given
        var key = new ApiKey("ci", SECRETS, null, null, null, null);

        // Then
        assertThat(key.allows(Scope.MODELS)).isTrue();
        assertThat(key.allows(Scope.COSTS)).isFalse();
        assertThat(key.allowsModel("anything")).isTrue();
        assertThat(key.limits()).isEqualTo(Limits.NONE);
    }

    @Test
    void isGoodForTheModelsThatItNames() {
        // Given
        var key = new ApiKey("ci", SECRETS, null, List.of(Scope.COSTS), List.of("fast"), Limits.NONE);

        // Then
        assertThat(key.allowsModel("fast")).isTrue();
        assertThat(key.allowsModel("default")).isFalse();
        assertThat(key.allows(Scope.MODELS)).isFalse();
    }

    @Test
    void needsANameAndASecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key("My Key", SECRETS))
                .withMessageContaining("a key's name has 1 to 40");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key("ci", List.of()))
                .withMessage("key 'ci' needs at least one secret");
    }

    @Test
    void limitsAreAboveZero() {
        assertThat(new Limits(1L, null, 5L).tokensPerMinute()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(0L, null, null))
                .withMessage("requestsPerMinute must be above 0, unlike 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(null, -1L, null))
                .withMessage("tokensPerMinute must be above 0, unlike -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(null, null, 0L))
                .withMessage("concurrency must be above 0, unlike 0");
    }

    private static ApiKey key(String name, List<Secret> secrets) {
        return new ApiKey(name, secrets, null, List.of(), List.of(), Limits.NONE);
    }
}
