package dev.millrace.runtime.serving;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.testing.TestServices;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a request gets its seat. */
class ActivationTest extends ServingFixture {

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
    void countsRequestsErrorsAndWhoWaitedForAStart() throws Exception {
        // Given
        Serving serving = serving(service(Map.of("max-scale", "1"), 0), Map.of());

        // When
        Seat first = join(serving.seat("echo", PATIENCE));
        Seat second = join(serving.seat("echo", PATIENCE));
        first.failed();
        first.close();
        second.close();
        second.close();

        // Then
        assertThat(first.isCold()).isTrue();
        assertThat(second.isCold()).isFalse();
        RequestCounts counts = only(serving).requests();
        assertThat(counts.begun()).isEqualTo(2);
        assertThat(counts.failed()).isEqualTo(1);
        assertThat(counts.cold()).isEqualTo(1);
        assertThat(counts.p99()).isGreaterThanOrEqualTo(counts.p50());
        assertThat(counts.busy()).isPositive();
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
    void servesThoseWhoWaitInTheOrderOfTheirArrival() throws Exception {
        // Given
        Serving serving = serving(service(Map.of("max-scale", "1"), 1), Map.of());
        Seat taken = join(serving.seat("echo", PATIENCE));
        List<Future<Seat>> waiting = seats(serving, 3);

        // When
        taken.close();

        // Then
        Seat first = join(waiting.getFirst());
        assertThat(waiting).extracting(Future::isComplete).containsExactly(true, false, false);
        first.close();
        join(waiting.get(1));
        assertThat(waiting.getLast().isComplete()).isFalse();
    }

    @Test
    void freesASeatOnceHoweverOftenItIsClosed() throws Exception {
        // Given
        Serving serving = serving(service(Map.of("max-scale", "1"), 2), Map.of());
        List<Seat> seats = joinAll(seats(serving, 2));

        // When
        seats.getFirst().close();
        seats.getFirst().close();

        // Then
        assertThat(only(serving).instances())
                .singleElement()
                .satisfies(instance -> assertThat(instance.inFlight()).isEqualTo(1));
    }

    @Test
    void turnsARequestAwayWhenTooManyWait() throws Exception {
        // Given
        Serving serving = serving(service(Map.of("max-scale", "1"), 1), Map.of("BEHAVIOUR", "mute"));
        seats(serving, 10_000);

        // When
        Future<Seat> oneTooMany = serving.seat("echo", PATIENCE);

        // Then
        assertThat(((NoSeat) oneTooMany.cause()).status()).isEqualTo(503);
        assertThat(only(serving).queued()).isEqualTo(10_000);
    }

    @Test
    void handsOutNoSeatsOnceClosed() throws Exception {
        // Given
        Serving serving = serving(service(Map.of(), 0), Map.of());
        serving.close();

        // When
        Future<Seat> seat = serving.seat("echo", PATIENCE);

        // Then
        assertThat(((NoSeat) seat.cause()).status()).isEqualTo(503);
        assertThat(events).isEmpty();
    }
}
