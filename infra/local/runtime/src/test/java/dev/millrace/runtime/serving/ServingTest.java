package dev.millrace.runtime.serving;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.process.ProcessTable;
import dev.millrace.runtime.testing.ManualTime;
import dev.millrace.runtime.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime();
    private final List<ServingEvent> events = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Serving serving;

    @BeforeEach
    void folder() throws Exception {
        Files.createDirectories(data);
    }

    @AfterEach
    void stop() {
        if (serving != null) {
            serving.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void startsNoProcessBeforeTheFirstRequestAndOneAtIt() throws Exception {
        // Given
        Serving serving = serving(service(Map.of(), 0), Map.of());
        assertThat(only(serving).instances()).isEmpty();

        // When
        Seat seat = join(serving.seat("echo", PATIENCE));

        // Then
        assertThat(get(seat, "/hello").body()).isEqualTo(pidOfOnly(serving) + " /hello");
        assertThat(only(serving).coldStarts()).isEqualTo(1);
        assertThat(only(serving).recentColdStarts()).hasSize(1);
        assertThat(events).hasExactlyElementsOfTypes(ServingEvent.Started.class, ServingEvent.Ready.class);
    }

    @Test
    void holdsEveryRequestThatComesWhileItStarts() throws Exception {
        // Given
        Serving serving = serving(service(Map.of("max-scale", "1"), 0), Map.of());

        // When
        List<Seat> seats = joinAll(seats(serving, 50));

        // Then
        assertThat(seats)
                .hasSize(50)
                .extracting(Seat::address)
                .containsOnly(seats.getFirst().address());
        assertThat(only(serving).instances())
                .singleElement()
                .satisfies(instance -> assertThat(instance.inFlight()).isEqualTo(50));
    }

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
    void turnsARequestAwayWhenItsPatienceEnds() throws Exception {
        // Given
        Serving serving = serving(service(Map.of("max-scale", "1"), 1), Map.of());
        join(serving.seat("echo", PATIENCE));
        Future<Seat> second = serving.seat("echo", Duration.ofSeconds(1));

        // When
        time.advance(Duration.ofSeconds(1));

        // Then
        assertThatThrownBy(() -> join(second))
                .hasRootCauseInstanceOf(NoSeat.class)
                .hasMessageContaining("no room in time");
        assertThat(only(serving).queued()).isZero();
    }

    @Test
    void knowsNoOtherServices() throws Exception {
        // When
        Future<Seat> seat = serving(service(Map.of(), 0), Map.of()).seat("nobody", PATIENCE);

        // Then
        assertThat(((NoSeat) seat.cause()).status()).isEqualTo(404);
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
    void waitsForTheHttpAnswerThatTheReadinessProbeAsksFor() throws Exception {
        // Given
        Serving serving = serving(TestServices.ready("echo", "/unhealthy"), Map.of());

        // When
        Future<Seat> seat = serving.seat("echo", PATIENCE);

        // Then
        await().atMost(30, SECONDS).until(() -> log().contains("asked for /unhealthy"));
        assertThat(seat.isComplete()).isFalse();
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

    private Serving serving(ServiceManifest service, Map<String, String> environment) throws Exception {
        serving = new Serving(
                vertx,
                List.of(service),
                new TestServices(data, environment),
                ProcessTable.open(data),
                new Ports(new Random()),
                events::add,
                time,
                time);
        serving.start();
        return serving;
    }

    private static ServiceManifest service(Map<String, String> annotations, int concurrency) {
        return TestServices.service("echo", annotations, concurrency, 60);
    }

    private static List<Future<Seat>> seats(Serving serving, int count) {
        var seats = new ArrayList<Future<Seat>>();
        for (int i = 0; i < count; i++) {
            seats.add(serving.seat("echo", PATIENCE));
        }
        return seats;
    }

    private static Seat join(Future<Seat> seat) throws Exception {
        return seat.toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }

    private static List<Seat> joinAll(List<Future<Seat>> seats) throws Exception {
        var joined = new ArrayList<Seat>();
        for (Future<Seat> seat : seats) {
            joined.add(join(seat));
        }
        return joined;
    }

    private int held(Seat seat) {
        try (seat) {
            return Integer.parseInt(get(seat, "/held").body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(Seat seat, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + seat.address().port() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static ServiceStatus only(Serving serving) {
        return serving.status().getFirst();
    }

    private static long pidOfOnly(Serving serving) {
        return only(serving).instances().getFirst().pid();
    }

    private static void awaitInstances(Serving serving, int count) {
        await().atMost(30, SECONDS).until(() -> only(serving).instances().size() == count);
    }

    private void awaitCrashes(int count) {
        await().atMost(30, SECONDS)
                .until(() -> events.stream()
                                .filter(ServingEvent.Crashed.class::isInstance)
                                .count()
                        == count);
    }

    private String log() throws Exception {
        return Files.readString(data.resolve("logs/echo.log"));
    }
}
