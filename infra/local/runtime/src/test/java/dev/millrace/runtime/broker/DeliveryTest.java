package dev.millrace.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.broker.dispatch.LaneLimits;
import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.signal.BrokerSignal;
import dev.millrace.runtime.broker.store.DeliveryState;
import dev.millrace.runtime.broker.topology.Destination;
import dev.millrace.runtime.broker.topology.Trigger;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {

    private final BrokerHouse house = BrokerHouse.withManualTime();

    @AfterEach
    void close() {
        house.close();
    }

    private static boolean isType(Event event, String type) {
        return event.type().equals(type);
    }

    @Test
    void deliversInBinaryModeWithReplyPreferenceAndTrace() throws Exception {
        // Given
        var function = house.subscriber("audit");
        house.trigger("audit").start();

        // When
        house.post(
                Map.of(
                        "ce-specversion", "1.0",
                        "ce-id", "1",
                        "ce-source", "/test",
                        "ce-type", "test",
                        "ce-subject", "Gr%C3%BC%C3%9Fe%20%F0%9F%98%80",
                        "ce-tenant", "\"quoted \\\"text\\\"\"",
                        "content-type", "text/plain",
                        "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                "hello");

        // Then
        await().untilAsserted(() -> assertThat(function.calls()).hasSize(1));
        var call = function.calls().getFirst();
        assertThat(call.body().toString()).isEqualTo("hello");
        assertThat(call.headers().get("content-type")).isEqualTo("text/plain");
        assertThat(call.headers().get("prefer")).isEqualTo("reply");
        assertThat(call.headers().get("host")).isEqualTo("audit.millrace.svc.cluster.local");
        assertThat(call.headers().get("ce-subject")).isEqualTo("Gr%C3%BC%C3%9Fe%20%F0%9F%98%80");
        assertThat(call.headers().get("ce-tenant")).isEqualTo("quoted%20%22text%22");
        assertThat(call.headers().get("traceparent"))
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    @Test
    void sendsToAnAddressOfThisMachine() throws Exception {
        // Given
        var function = house.subscriber("unused");
        var uri = URI.create("http://127.0.0.1:" + function.address().port() + "/events?x=1");
        house.trigger(new Trigger("by-uri", event -> true, new Destination.Address(uri), BrokerHouse.delivery(0, null)))
                .start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() -> assertThat(function.ids()).containsExactly("1"));
    }

    @Test
    void sendsEachTriggerWhatItsFilterWants() throws Exception {
        // Given
        var wanted = house.subscriber("wanted");
        var unwanted = house.subscriber("unwanted");
        house.trigger("wanted", event -> isType(event, "test"), BrokerHouse.delivery(0, null))
                .trigger("unwanted", event -> isType(event, "other"), BrokerHouse.delivery(0, null))
                .start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() -> assertThat(wanted.ids()).containsExactly("1"));
        assertThat(unwanted.calls()).isEmpty();
        assertThat(house.dossier("1").deliveries())
                .singleElement()
                .extracting("trigger")
                .isEqualTo("wanted");
    }

    @Test
    void recordsWhatBecameOfADelivery() throws Exception {
        // Given
        house.subscriber("audit");
        house.trigger("audit").start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Delivered.class)).hasSize(1));
        var delivery = house.dossier("1").deliveries().getFirst();
        assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(delivery.attempts()).isEqualTo(1);
        assertThat(delivery.lastStatus()).isEqualTo(204);
        assertThat(delivery.settledAt()).isEqualTo(house.time.instant());
        assertThat(house.status("audit").delivered()).isEqualTo(1);
        assertThat(house.status("audit").pending()).isZero();
        assertThat(house.activator.openSeats()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 409, 429, 500, 502, 503, 504})
    void retriesWhatMayPass(int status) throws Exception {
        // Given
        var function = house.subscriber("audit");
        function.answersStatus(status);
        house.trigger("audit").start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Retried.class)).hasSize(1));
        var retried = house.signals(BrokerSignal.Retried.class).getFirst();
        assertThat(retried.next()).isEqualTo(house.time.instant().plusMillis(400));
        assertThat(house.dossier("1").deliveries().getFirst().lastStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 304, 400, 401, 403, 415, 422})
    void sendsWhatIsRefusedToTheDeadLetterSinkAtOnce(int status) throws Exception {
        // Given
        var function = house.subscriber("audit");
        function.answersStatus(status);
        var sink = house.subscriber("dead-letter");
        house.trigger("audit").start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() -> assertThat(sink.ids()).containsExactly("1"));
        assertThat(function.calls()).hasSize(1);
    }

    @Test
    void retriesWithGrowingDelayThenGivesUp() throws Exception {
        // Given
        var start = house.time.instant();
        var function = house.subscriber("audit");
        function.answersStatus(500);
        var sink = house.subscriber("dead-letter");
        house.trigger("audit").start();

        // When
        house.post("1");
        for (int retry = 1; retry <= 3; retry++) {
            int seen = retry;
            await().untilAsserted(() ->
                    assertThat(house.signals(BrokerSignal.Retried.class)).hasSize(seen));
            house.time.advanceTo(
                    house.signals(BrokerSignal.Retried.class).getLast().next());
            await().untilAsserted(() -> assertThat(function.calls()).hasSize(seen + 1));
        }

        // Then
        assertThat(function.calls())
                .extracting(call -> Duration.between(start, call.at()).toMillis())
                .containsExactly(0L, 400L, 1_200L, 2_800L);
        await().untilAsserted(() -> assertThat(sink.ids()).containsExactly("1"));
    }

    @Test
    void waitsAsLongAsRetryAfterAsks() throws Exception {
        // Given
        var function = house.subscriber("audit");
        function.answers((request, call) -> request.response()
                .setStatusCode(503)
                .putHeader("retry-after", "7")
                .end());
        house.trigger("audit").start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Retried.class)).hasSize(1));
        assertThat(house.signals(BrokerSignal.Retried.class).getFirst().next())
                .isEqualTo(house.time.instant().plusSeconds(7));
    }

    @Test
    void countsTheTimeoutFromTheSeat() throws Exception {
        // Given
        var function = house.subscriber("audit");
        function.answers((request, call) -> {});
        house.trigger("audit").start();
        house.post("1");
        await().untilAsserted(() -> assertThat(function.calls()).hasSize(1));

        // When
        house.time.advance(Duration.ofSeconds(30));

        // Then
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Retried.class)).hasSize(1));
        assertThat(house.signals(BrokerSignal.Retried.class).getFirst().reason())
                .contains("no answer within PT30S");
        assertThat(house.activator.openSeats()).isZero();
    }

    @Test
    void retriesWhenTheConnectionIsRefusedOrBroken() throws Exception {
        // Given
        var function = house.subscriber("audit");
        function.answers((request, call) -> request.connection().close());
        house.trigger("audit").start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Retried.class)).hasSize(1));
        assertThat(house.signals(BrokerSignal.Retried.class).getFirst().status())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 503, 504})
    void retriesWhenThereIsNoSeat(int status) throws Exception {
        // Given
        var function = house.subscriber("audit");
        house.activator.refuse("audit", status);
        house.trigger("audit").start();
        house.post("1");
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Retried.class)).hasSize(1));
        house.activator.serve("audit", function.address());

        // When
        house.time.advance(Duration.ofMillis(400));

        // Then
        await().untilAsserted(() -> assertThat(function.ids()).containsExactly("1"));
    }

    @Test
    void keepsABlockedTriggerFromHoldingUpTheOthers() throws Exception {
        // Given
        var blocked = house.subscriber("blocked");
        blocked.answers((request, call) -> {});
        var flowing = house.subscriber("flowing");
        house.concurrency(2).trigger("blocked").trigger("flowing").start();

        // When
        for (int i = 0; i < 20; i++) {
            house.post("e" + i);
        }

        // Then
        await().untilAsserted(() -> assertThat(flowing.calls()).hasSize(20));
        assertThat(blocked.calls()).hasSize(2);
        assertThat(house.status("blocked").pending()).isEqualTo(20);
        assertThat(house.status("blocked").inFlight()).isEqualTo(2);
    }

    @Test
    void letsOthersPassARetryOfTheSameTrigger() throws Exception {
        // Given
        var function = house.subscriber("audit");
        function.answers((request, call) -> request.response()
                .setStatusCode(Objects.equals(call.id(), "bad") ? 500 : 204)
                .end());
        house.concurrency(1).trigger("audit").start();

        // When
        house.post("bad");
        house.post("good");

        // Then
        await().untilAsserted(() -> assertThat(function.ids()).containsExactly("bad", "good"));
    }

    @Test
    void keepsSayingHowManyArePendingWhileTheyWaitInTheTable() throws Exception {
        // Given
        var function = house.subscriber("audit");
        function.answers((request, call) -> {});
        var standard = BrokerSettings.standard();
        var lanes = standard.lanes();
        house.settings(standard.withLanes(new LaneLimits(
                        lanes.eventBytes(),
                        4,
                        lanes.windowBytes(),
                        2,
                        1,
                        255,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30))))
                .concurrency(1)
                .trigger("audit")
                .start();
        for (int i = 0; i < 30; i++) {
            house.post("e" + i);
        }
        await().untilAsserted(() -> assertThat(house.status("audit").pending()).isEqualTo(30));

        // When
        function.answersStatus(204);
        house.time.advance(Duration.ofSeconds(30));
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Retried.class)).hasSize(1));
        house.time.advance(Duration.ofSeconds(1));

        // Then
        await().untilAsserted(
                        () -> assertThat(house.status("audit").delivered()).isEqualTo(30));
        assertThat(function.ids()).contains("e0", "e15", "e29").hasSize(31);
        assertThat(house.status("audit").pending()).isZero();
    }
}
