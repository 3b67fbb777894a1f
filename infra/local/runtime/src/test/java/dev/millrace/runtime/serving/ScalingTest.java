package dev.millrace.runtime.serving;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How many instances there are, and how many requests each of them gets. */
class ScalingTest extends ServingFixture {

    /** Two requests for each of two instances. */
    private static final Map<String, String> WIDE =
            Map.of("target", "2", "target-utilization-percentage", "100", "max-scale", "2", "window", "6s");

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
        assertThat(only(serving).requests().begun()).isEqualTo(40);
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

    @Test
    void startsTheInitialScaleWithoutAnyRequestAndKeepsItForAWindow() throws Exception {
        // Given
        Serving serving = serving(service(Map.of("initial-scale", "2", "window", "6s"), 0), Map.of());
        await().atMost(30, SECONDS).until(() -> only(serving).coldStarts() == 2);

        // When
        time.advance(Duration.ofSeconds(9));

        // Then
        awaitInstances(serving, 0);
    }

    @Test
    void takesBackAnInstanceThatIsLeavingWhenTheDemandReturns() throws Exception {
        // Given
        Serving serving = serving(service(WIDE, 2), Map.of());
        List<List<Seat>> byInstance = seatsByInstance(serving, 4);
        byInstance.forEach(seats -> seats.getFirst().close());
        time.advance(Duration.ofSeconds(10));
        assertThat(phases(serving)).containsExactlyInAnyOrder(Phase.READY, Phase.DRAINING);

        // When
        joinAll(seats(serving, 2));

        // Then
        assertThat(phases(serving)).containsExactly(Phase.READY, Phase.READY);
        assertThat(only(serving).coldStarts()).isEqualTo(2);
        assertThat(events).filteredOn(ServingEvent.Started.class::isInstance).hasSize(2);
    }

    @Test
    void fillsABusyInstanceBeforeAnIdleOneSoThatTheIdleOneCanLeave() throws Exception {
        // Given
        Serving serving = serving(service(WIDE, 2), Map.of());
        List<List<Seat>> byInstance = seatsByInstance(serving, 4);
        byInstance.getFirst().forEach(Seat::close);
        byInstance.getLast().getFirst().close();

        // When
        Seat next = join(serving.seat("echo", PATIENCE));

        // Then
        assertThat(next.address()).isEqualTo(byInstance.getLast().getFirst().address());
    }

    @Test
    void spreadsWhatIsAboveTheTarget() throws Exception {
        // Given
        Serving serving = serving(
                service(Map.of("target", "1", "target-utilization-percentage", "100", "max-scale", "2"), 0), Map.of());
        List<Seat> starters = joinAll(seats(serving, 2));
        await().atMost(30, SECONDS).until(() -> phases(serving).equals(List.of(Phase.READY, Phase.READY)));
        starters.forEach(Seat::close);

        // When
        joinAll(seats(serving, 8));

        // Then
        assertThat(only(serving).instances())
                .extracting(ServiceStatus.InstanceStatus::inFlight)
                .containsExactly(4, 4);
    }

    @Test
    void letsTheInstanceLeaveThatIsMissedLeast() throws Exception {
        // Given
        Serving serving = serving(
                service(
                        Map.of("target", "3", "target-utilization-percentage", "100", "max-scale", "2", "window", "6s"),
                        3),
                Map.of());
        List<List<Seat>> byInstance = seatsByInstance(serving, 6);
        byInstance.getFirst().getFirst().close();
        byInstance.getLast().subList(0, 2).forEach(Seat::close);

        // When
        time.advance(Duration.ofSeconds(10));

        // Then
        assertThat(only(serving).instances())
                .extracting(ServiceStatus.InstanceStatus::phase, ServiceStatus.InstanceStatus::inFlight)
                .containsExactlyInAnyOrder(tuple(Phase.READY, 2), tuple(Phase.DRAINING, 1));
    }

    private static List<Phase> phases(Serving serving) {
        return only(serving).instances().stream()
                .map(ServiceStatus.InstanceStatus::phase)
                .toList();
    }

    private static List<List<Seat>> seatsByInstance(Serving serving, int count) throws Exception {
        return List.copyOf(joinAll(seats(serving, count)).stream()
                .collect(Collectors.groupingBy(Seat::address))
                .values());
    }

    private int held(Seat seat) {
        try (seat) {
            return Integer.parseInt(get(seat, "/held").body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
