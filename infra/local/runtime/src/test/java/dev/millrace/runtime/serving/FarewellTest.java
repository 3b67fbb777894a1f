package dev.millrace.runtime.serving;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How instances end. */
class FarewellTest extends ServingFixture {

    @Test
    void killsAnInstanceThatDoesNotListenToSigterm() throws Exception {
        // Given
        Serving serving = serving(service(Map.of("window", "6s"), 0), Map.of("BEHAVIOUR", "stubborn"));
        join(serving.seat("echo", PATIENCE)).close();
        time.advance(Duration.ofSeconds(9));
        await().atMost(30, SECONDS).until(() -> log().contains("SIGTERM ignored"));
        assertThat(only(serving).instances())
                .singleElement()
                .satisfies(instance -> assertThat(instance.phase()).isEqualTo(Phase.STOPPING));

        // When
        time.advance(Duration.ofSeconds(10));

        // Then
        awaitInstances(serving, 0);
    }

    @Test
    void leavesNoProcessBehindWhenClosedEvenOneThatIsStarting() throws Exception {
        // Given
        Serving serving = serving(service(Map.of("max-scale", "1"), 0), Map.of("BEHAVIOUR", "mute"));
        Future<Seat> seat = serving.seat("echo", PATIENCE);
        await().atMost(30, SECONDS).until(() -> !events.isEmpty());
        long pid = ((ServingEvent.Started) events.getFirst()).pid();

        // When
        serving.close();

        // Then
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        await().atMost(5, SECONDS).until(seat::failed);
    }
}
