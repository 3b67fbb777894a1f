package dev.millrace.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.broker.signal.BrokerSignal;
import dev.millrace.runtime.broker.store.DeliveryState;
import dev.millrace.runtime.broker.store.JournalLimits;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreOutageTest {

    private final BrokerHouse house = BrokerHouse.withRealTime();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void refusesEventsWhileTheStoreIsDownAndTakesThemWhenItIsBack() throws Exception {
        // Given
        var function = house.subscriber("audit");
        house.trigger("audit").start();
        house.takeStoreDown();

        // When
        var refused = house.post("1");
        house.bringStoreUp();

        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).contains("1");
        await().untilAsserted(() -> assertThat(house.post("2").statusCode()).isEqualTo(202));
        await().untilAsserted(() -> assertThat(function.ids()).contains("2"));
        assertThat(function.ids()).doesNotContain("1");
    }

    @Test
    void survivesTheLossOfItsConnectionsInTheMiddleOfDeliveries() throws Exception {
        // Given
        var function = house.subscriber("audit");
        house.trigger("audit").start();
        var accepted = new CopyOnWriteArrayList<String>();

        // When
        for (int i = 0; i < 200; i++) {
            if (i % 20 == 10) {
                house.terminateBackends();
            }
            if (house.post("e" + i).statusCode() == 202) {
                accepted.add("e" + i);
            }
        }

        // Then
        assertThat(accepted).isNotEmpty();
        await().untilAsserted(() -> assertThat(function.ids()).containsAll(accepted));
        await().untilAsserted(() -> assertThat(house.status("audit").pending()).isZero());
    }

    @Test
    void spendsNoRetryWhileTheStoreIsDown() throws Exception {
        // Given
        List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        var function = house.subscriber("audit");
        function.answers((request, call) -> held.add(request));
        house.trigger("audit", event -> true, BrokerHouse.delivery(0, null)).start();
        house.post("1");
        await().untilAsserted(() -> assertThat(held).hasSize(1));
        house.takeStoreDown();

        // When
        held.getFirst().response().setStatusCode(503).end();
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Paused.class)).hasSize(1));
        function.answersStatus(204);
        house.bringStoreUp();

        // Then
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Delivered.class)).hasSize(1));
        assertThat(house.signals(BrokerSignal.Delivered.class).getFirst().attempt())
                .isEqualTo(1);
        assertThat(house.signals(BrokerSignal.Discarded.class)).isEmpty();
    }

    @Test
    void storesAnOutcomeOnceTheStoreIsBack() throws Exception {
        // Given
        List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        var function = house.subscriber("audit");
        function.answers((request, call) -> held.add(request));
        house.trigger("audit").start();
        house.post("1");
        await().untilAsserted(() -> assertThat(held).hasSize(1));
        house.takeStoreDown();

        // When
        held.getFirst().response().setStatusCode(204).end();
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Paused.class)).hasSize(1));
        house.bringStoreUp();

        // Then
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Delivered.class)).hasSize(1));
        assertThat(function.calls()).hasSize(1);
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                house.dossier("1").deliveries().getFirst().state())
                        .isEqualTo(DeliveryState.DELIVERED));
    }

    @Test
    void refusesEventsWhenTooManyWait() throws Exception {
        // Given
        house.settings(BrokerSettings.standard().withJournal(new JournalLimits(0, 1_000, 10, Duration.ofMillis(50))))
                .start();

        // When
        var answer = house.post("1");

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void setsAsideAnEventThatTheDatabaseRefusesWithoutHoldingUpTheOthers() throws Exception {
        // Given
        house.asAdmin("ALTER TABLE broker.events ALTER COLUMN source TYPE varchar(10)");
        var function = house.subscriber("audit");
        house.trigger("audit").start();

        // When
        var refused = house.post(
                Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/longer/than/ten", "ce-type", "t"), "");
        var taken = house.post("2");

        // Then
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(taken.statusCode()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(function.ids()).containsExactly("2"));
    }
}
