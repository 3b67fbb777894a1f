package dev.millrace.contracts.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.contracts.Digest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookSubscriptionTest {

    private static final Instant NOW = Instant.parse("2026-11-03T08:00:00Z");
    private static final Secret CURRENT = new Secret(Digest.of("current"), null);

    @Test
    void allowsTheTypesItNames() {
        // Given
        HookSubscription hook = cloudEvents("com.example.build.done", "org.acme.*");

        // Then
        assertThat(hook.allows("com.example.build.done")).isTrue();
        assertThat(hook.allows("org.acme.anything.at.all")).isTrue();
        assertThat(hook.allows("org.acme.")).isTrue();
        assertThat(hook.allows("com.example.build.done.v2")).isFalse();
        assertThat(hook.allows("com.example.build")).isFalse();
        assertThat(hook.allows("org.acmeish")).isFalse();
        assertThat(hook.allows("")).isFalse();
    }

    @Test
    void allowsNothingWhenItNamesNothing() {
        assertThat(cloudEvents().allows("com.example.build.done")).isFalse();
    }

    @Test
    void neverAllowsOurOwnTypes() {
        assertThat(cloudEvents("dev.millraceworks.*").allows("dev.millrace.ticket.opened.v1"))
                .isFalse();
        assertThat(cloudEvents("dev.millraceworks.*").allows("dev.millraceworks.x"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "d*", "dev.*", "dev.mill*", "dev.millrace.*", "dev.millrace.ticket.opened.v1"})
    void refusesToBeToldToAllowOurOwnTypes(String type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cloudEvents("com.example.fine", type))
                .withMessageContaining("'partner' allows '" + type + "'")
                .withMessageContaining("may not come from outside");
    }

    @Test
    void acceptsEachSecretUntilItExpires() {
        // Given
        var old = new Secret(Digest.of("old"), NOW);
        HookSubscription hook = ado(List.of(old, CURRENT));

        // Then
        assertThat(hook.accepts("current", NOW)).isTrue();
        assertThat(hook.accepts("old", NOW.minusNanos(1))).isTrue();
        assertThat(hook.accepts("old", NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Current", "current ", "old"})
    void refusesAWrongSecret(String presented) {
        assertThat(ado(List.of(CURRENT)).accepts(presented, NOW)).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Boards", "-boards", "a/b", "a b"})
    @SuppressWarnings("NullAway") // YAML may leave out what is required.
    void needsAName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HookSubscription(name, HookKind.ADO, "ado", List.of(CURRENT), null, List.of()))
                .withMessageContaining("lower-case letters, digits and hyphens");
    }

    @Test
    @SuppressWarnings("NullAway") // YAML may leave out what is required.
    void needsAKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HookSubscription("boards", null, "ado", List.of(CURRENT), null, List.of()))
                .withMessage("hook 'boards' needs a kind");
    }

    @Test
    void needsAHostUnlessAnybodyPosts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HookSubscription("boards", HookKind.ADO, null, List.of(CURRENT), null, List.of()))
                .withMessageContaining("needs a host, unless its kind is cloudevents");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new HookSubscription("partner", HookKind.CLOUDEVENTS, "ado", List.of(CURRENT), null, List.of()))
                .withMessageContaining("needs a host, unless its kind is cloudevents");
    }

    @Test
    void needsWhatItsKindProvesItselfWith() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ado(List.of()))
                .withMessage("hook 'boards' needs at least one secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new HookSubscription("pulls", HookKind.GITHUB, "github", List.of(CURRENT), null, List.of()))
                .withMessage("hook 'pulls' needs a secretRef");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../operator", "a/b", ".hidden", "UPPER"})
    void refersToASecretByItsNameAlone(String secretRef) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new HookSubscription("pulls", HookKind.GITHUB, "github", List.of(), secretRef, List.of()))
                .withMessageContaining("secretRef is the name of a secret");
    }

    private static HookSubscription cloudEvents(String... types) {
        return new HookSubscription("partner", HookKind.CLOUDEVENTS, null, List.of(CURRENT), null, List.of(types));
    }

    private static HookSubscription ado(List<Secret> secrets) {
        return new HookSubscription("boards", HookKind.ADO, "ado", secrets, null, List.of());
    }
}
