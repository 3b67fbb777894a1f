package dev.millrace.runtime.serving;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.testing.TestServices;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens when an instance fails. */
class RecoveryTest extends ServingFixture {

    @Test
    void noticesACrashAtOnceAndStartsAgainForTheNextRequest() throws Exception {
        // Given
        Serving serving = serving(service(Map.of(), 0), Map.of());
        Seat seat = join(serving.seat("echo", PATIENCE));
        long crashed = pidOfOnly(serving);
        time.advance(Duration.ofSeconds(12));

        // When
        assertThatThrownBy(() -> get(seat, "/crash")).isInstanceOf(java.io.IOException.class);

        // Then
        await().atMost(30, SECONDS).until(() -> events.stream().anyMatch(ServingEvent.Crashed.class::isInstance));
        seat.close();
        Seat next = join(serving.seat("echo", PATIENCE));
        assertThat(get(next, "/").statusCode()).isEqualTo(200);
        assertThat(pidOfOnly(serving)).isNotEqualTo(crashed);
    }

    @Test
    void restsLongerAfterEachFailedStartAndTellsWaitersWhy() throws Exception {
        // Given
        Serving serving = serving(service(Map.of(), 0), Map.of("BEHAVIOUR", "die"));

        // When
        Future<Seat> waiting = serving.seat("echo", Duration.ofSeconds(5));

        // Then
        awaitCrashes(1);
        time.advance(Duration.ofMillis(999));
        assertThat(only(serving).instances()).isEmpty();
        time.advance(Duration.ofMillis(1));
        awaitCrashes(2);
        time.advance(Duration.ofMillis(1_999));
        assertThat(only(serving).instances()).isEmpty();
        time.advance(Duration.ofMillis(1));
        awaitCrashes(3);
        time.advance(Duration.ofSeconds(2));
        assertThatThrownBy(() -> join(waiting))
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("I was told to die");
    }

    @Test
    void endsAnInstanceThatNoLongerAnswersItsLivenessProbe() throws Exception {
        // Given
        Serving serving = serving(TestServices.probed("echo", "/unhealthy"), Map.of());
        join(serving.seat("echo", PATIENCE)).close();

        // When
        await().atMost(30, SECONDS).until(() -> {
            time.advance(Duration.ofSeconds(1));
            return events.stream().anyMatch(ServingEvent.Crashed.class::isInstance);
        });

        // Then
        assertThat(events)
                .filteredOn(ServingEvent.Crashed.class::isInstance)
                .first()
                .asString()
                .contains("exit code 137");
    }

    @Test
    void forgivesAnInstanceThatAnswersItsLivenessProbeAgain() throws Exception {
        // Given
        Serving serving = serving(TestServices.probed("echo", "/moody"), Map.of());
        join(serving.seat("echo", PATIENCE));

        // When
        await().atMost(30, SECONDS).until(() -> {
            time.advance(Duration.ofSeconds(1));
            return log().split("asked for /moody", -1).length > 7;
        });

        // Then
        assertThat(events).hasExactlyElementsOfTypes(ServingEvent.Started.class, ServingEvent.Ready.class);
    }
}
