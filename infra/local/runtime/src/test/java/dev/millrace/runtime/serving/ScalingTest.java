package dev.millrace.runtime.serving;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How many instances there are, and how many requests each of them gets. */
class ScalingTest extends ServingFixture {

    @Test
    void neverPutsMoreRequestsOnAnInstanceThanItsLimit() throws Exception {
        // Given
        Path gate = data.resolve("gate");
        Serving serving = serving(service(Map.of("max-scale", "2"), 3), Map.of("GATE", gate.toString()));

        // When
        List<CompletableFuture<Integer>> answers = seats(serving, 40).stream()
                .map(seat -> seat.toCompletionStage().toCompletableFuture().thenApplyAsync(this::held))
                .toList();
        await().atMost(30, SECONDS)
                .until(() -> only(serving).instances().stream()
                                .filter(instance -> instance.inFlight() == 3)
                                .count()
                        == 2);
        Files.writeString(gate, "open");

        // Then
        assertThat(answers.stream().map(CompletableFuture::join))
                .hasSize(40)
                .allSatisfy(inFlight -> assertThat(inFlight).isBetween(1, 3));
        assertThat(only(serving).requests()).isEqualTo(40);
    }

    @Test
    void startsAsManyInstancesAsTheDemandNeedsUpToTheLimit() throws Exception {
        // Given
        Serving serving = serving(
                service(Map.of("target", "10", "target-utilization-percentage", "100", "max-scale", "3"), 10),
                Map.of());

        // When
        List<Future<Seat>> seats = seats(serving, 45);

        // Then
        await().atMost(30, SECONDS)
                .until(() -> seats.stream().filter(Future::isComplete).count() == 30);
        assertThat(only(serving).instances()).hasSize(3);
        assertThat(only(serving).queued()).isEqualTo(15);
    }

    @Test
    void stopsTheLastInstanceOnlyAfterAWholeWindowWithoutAnyRequest() throws Exception {
        // Given
        Serving serving = serving(service(Map.of("window", "6s"), 0), Map.of());
        join(serving.seat("echo", PATIENCE)).close();

        // When
        time.advance(Duration.ofSeconds(5));
        join(serving.seat("echo", PATIENCE)).close();
        time.advance(Duration.ofSeconds(5));

        // Then
        assertThat(only(serving).instances())
                .singleElement()
                .satisfies(instance -> assertThat(instance.phase()).isEqualTo(Phase.READY));
        time.advance(Duration.ofSeconds(4));
        awaitInstances(serving, 0);
        assertThat(events).last().isInstanceOf(ServingEvent.Stopped.class);
        assertThat(only(serving).coldStarts()).isEqualTo(1);
    }

    @Test
    void letsASurplusInstanceFinishItsRequestBeforeItStops() throws Exception {
        // Given
        Serving serving = serving(
                service(
                        Map.of("target", "1", "target-utilization-percentage", "100", "max-scale", "2", "window", "6s"),
                        1),
                Map.of());
        List<Seat> seats = joinAll(seats(serving, 2));
        seats.getFirst().close();

        // When
        time.advance(Duration.ofSeconds(10));

        // Then
        awaitInstances(serving, 1);
        assertThat(only(serving).instances().getFirst().inFlight()).isEqualTo(1);
        assertThat(get(seats.getLast(), "/still").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsAnInstanceThatIsNotNeededBusyUntilItsLastRequestEnds() throws Exception {
        // Given
        Serving serving = serving(
                service(
                        Map.of("target", "2", "target-utilization-percentage", "100", "max-scale", "2", "window", "6s"),
                        2),
                Map.of());
        List<Seat> seats = joinAll(seats(serving, 4));
        Seat first = seats.getFirst();
        Seat elsewhere = seats.stream()
                .filter(seat -> !seat.address().equals(first.address()))
                .findFirst()
                .orElseThrow();
        seats.stream().filter(seat -> !List.of(first, elsewhere).contains(seat)).forEach(Seat::close);

        // When
        time.advance(Duration.ofSeconds(10));

        // Then
        assertThat(only(serving).instances())
                .extracting(ServiceStatus.InstanceStatus::phase)
                .containsExactlyInAnyOrder(Phase.READY, Phase.DRAINING);
        assertThat(get(first, "/a").statusCode()).isEqualTo(200);
        assertThat(get(elsewhere, "/b").statusCode()).isEqualTo(200);
        first.close();
        elsewhere.close();
        awaitInstances(serving, 1);
    }

    @Test
    void keepsMinScaleRunningWithoutRequests() throws Exception {
        // Given
        Serving serving = serving(service(Map.of("min-scale", "1", "window", "6s"), 0), Map.of());
        await().atMost(30, SECONDS).until(() -> only(serving).coldStarts() == 1);

        // When
        time.advance(Duration.ofMinutes(10));

        // Then
        assertThat(only(serving).instances())
                .singleElement()
                .satisfies(instance -> assertThat(instance.phase()).isEqualTo(Phase.READY));
    }

    private int held(Seat seat) {
        try (seat) {
            return Integer.parseInt(get(seat, "/held").body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
