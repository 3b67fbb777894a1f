package dev.millrace.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.broker.dispatch.LaneLimits;
import dev.millrace.runtime.broker.signal.BrokerSignal;
import dev.millrace.runtime.broker.store.DeliveryState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestartTest {

    private final BrokerHouse house = BrokerHouse.withManualTime();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void deliversAgainWhatWasInFlightWhenTheProcessDied() throws Exception {
        // Given
        var function = house.subscriber("audit");
        function.answers((request, call) -> {});
        house.trigger("audit").start();
        house.post("1");
        await().untilAsserted(() -> assertThat(function.calls()).hasSize(1));
        house.abandonBroker();
        function.answersStatus(204);

        // When
        house.start();

        // Then
        await().untilAsserted(() -> assertThat(function.ids()).containsExactly("1", "1"));
        await().untilAsserted(() ->
                assertThat(house.dossier("1").deliveries().getFirst().state()).isEqualTo(DeliveryState.DELIVERED));
    }

    @Test
    void keepsRetriesAndDeadLettersWaitingAcrossARestart() throws Exception {
        // Given
        house.subscriber("failing").answersStatus(500);
        house.subscriber("refusing").answersStatus(400);
        house.subscriber("dead-letter").answersStatus(503);
        house.trigger("failing").trigger("refusing").start();
        house.post("1");
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Retried.class)).hasSize(2));
        house.broker().close();
        house.subscriber("failing");
        var sink = house.subscriber("dead-letter");

        // When
        house.start();
        house.time.advance(Duration.ofSeconds(1));

        // Then
        await().untilAsserted(
                        () -> assertThat(house.status("failing").pending()).isZero());
        await().untilAsserted(() -> assertThat(sink.ids()).containsExactly("1"));
    }

    @Test
    void goesThroughABacklogLargerThanItsWindowInOrder() throws Exception {
        // Given
        var lanes = new LaneLimits(64 * 1024, 8, 1 << 20, 3, 1, 255, Duration.ZERO, Duration.ofSeconds(30));
        house.settings(BrokerSettings.standard().withLanes(lanes))
                .concurrency(1)
                .trigger("audit")
                .start();
        house.activator.refuse("audit", 503);
        house.abandonBroker();
        house.asAdmin("""
            INSERT INTO broker.events (sequence, accepted_at, id, source, type, attributes, data)
            SELECT n, now(), 'e' || n, '/s', 'test', json_build_object(
                'specversion', '1.0', 'id', 'e' || n, 'source', '/s', 'type', 'test'), ''
            FROM generate_series(1, 500) AS n;
            INSERT INTO broker.deliveries (sequence, trigger) SELECT n, 'audit' FROM generate_series(1, 500) AS n;
            """);
        var function = house.subscriber("audit");

        // When
        house.start();

        // Then
        await().untilAsserted(() -> assertThat(function.calls()).hasSize(500));
        assertThat(function.ids())
                .startsWith("e1", "e2", "e3")
                .endsWith("e499", "e500")
                .doesNotHaveDuplicates();
    }

    @Test
    void storesTheOutcomesOfWhatIsInFlightBeforeItStops() throws Exception {
        // Given
        var function = house.subscriber("audit");
        house.trigger("audit").start();
        for (int i = 0; i < 50; i++) {
            house.post("e" + i);
        }

        // When
        house.broker().close();

        // Then
        for (String id : function.ids()) {
            assertThat(house.dossier(id).deliveries().getFirst().state()).isEqualTo(DeliveryState.DELIVERED);
        }
        assertThat(house.post("late").statusCode()).isEqualTo(503);
    }

    @Test
    void namesTriggersThatAreGoneButHaveDeliveriesLeft() throws Exception {
        // Given
        house.asAdmin("INSERT INTO broker.deliveries (sequence, trigger) VALUES (1, 'gone')");

        // When
        house.start();

        // Then
        var status = house.broker()
                .status()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        assertThat(status.orphaned()).containsEntry("gone", 1L);
    }
}
