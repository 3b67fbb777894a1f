package dev.millrace.runtime.serving;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.process.Launches;
import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.process.ProcessTable;
import dev.millrace.runtime.process.Session;
import dev.millrace.runtime.testing.TestServices;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
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

    @Test
    void endsAProcessThatCameIntoBeingAfterTheFarewell() throws Exception {
        // Given
        var launching = new CountDownLatch(1);
        var launch = new CountDownLatch(1);
        Launches slow = (service, port) -> {
            launching.countDown();
            join(launch);
            return new TestServices(data, Map.of("BEHAVIOUR", "mute")).launch(service, port);
        };
        var starts = new InstanceStart(
                slow, ProcessTable.open(data), new Ports(new Random()), Session.ofSystem(), Duration.ofMinutes(5));
        var revision = new Revision(service(Map.of("min-scale", "1"), 0), starts, events::add, time, time);
        revision.open();
        join(launching);
        revision.close();

        // When
        launch.countDown();
        boolean ended = revision.awaitEnd(Duration.ofSeconds(30));

        // Then
        revision.kill();
        assertThat(ended).isTrue();
        await().atMost(30, SECONDS).until(() -> events.size() == 2);
        assertThat(events).hasExactlyElementsOfTypes(ServingEvent.Started.class, ServingEvent.Stopped.class);
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
