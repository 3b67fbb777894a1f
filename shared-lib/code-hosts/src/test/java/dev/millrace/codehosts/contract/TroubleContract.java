package dev.millrace.codehosts.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.codehosts.HostException;
import dev.millrace.forge.http.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;

interface TroubleContract extends Stage {

    @Test
    default void theAccountIsKnownByItsLogin() {
        // Given
        Scene scene = scene();

        // When
        var account = scene.host().account();

        // Then
        assertThat(account.login()).isEqualTo("millrace");
    }

    @Test
    default void aWrongTokenIsForbidden() {
        // Given
        var stranger = host("no-such-token");

        // When
        assertThatThrownBy(stranger::account)
                // Then
                .isInstanceOf(HostException.Forbidden.class)
                .hasMessageContaining("give the account the right");
    }

    @Test
    default void tooManyRequestsAndFailuresOfTheHostAreWaitedOut() {
        // Given
        Scene scene = scene();
        var faults = scene.forge().faults();
        faults.plan("", ".*", new Fault.Effect.Answer(429, Map.of("Retry-After", "0"), "{}"), 1);
        faults.plan("", ".*", new Fault.Effect.Answer(503, Map.of(), "{}"), 1);
        faults.plan("", ".*", new Fault.Effect.Drop(false), 1);

        // When
        var ticket = scene.host().tickets().read(scene.firstTicket());

        // Then
        assertThat(ticket.title()).isEqualTo("The pear is too dear");
        assertThat(faults.list()).isEmpty();
    }

    @Test
    default void aHostThatStaysDownIsUnavailable() {
        // Given
        Scene scene = scene();
        var faults = scene.forge().faults();
        faults.plan("", ".*", new Fault.Effect.Answer(502, Map.of(), "<html>"), 100);

        // When
        assertThatThrownBy(() -> scene.host().tickets().read(scene.firstTicket()))
                // Then
                .isInstanceOf(HostException.Unavailable.class);
        faults.clear();
    }

    @Test
    default void aLimitThatLastsLongerThanACallMayTakeIsNamed() {
        // Given
        Scene scene = scene();
        var faults = scene.forge().faults();
        faults.plan("", ".*", new Fault.Effect.Answer(429, Map.of("Retry-After", "900"), "{}"), 1);

        // When
        assertThatThrownBy(() -> scene.host().tickets().read(scene.firstTicket()))
                // Then
                .isInstanceOfSatisfying(
                        HostException.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).hasMinutes(14));
    }
}
