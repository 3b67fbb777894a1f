package dev.millrace.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.broker.signal.BrokerSignal;
import dev.millrace.runtime.broker.store.DeliveryState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private final BrokerHouse house = BrokerHouse.withManualTime();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void carriesTheOriginalEventWithTheReason() throws Exception {
        // Given
        var complaint = "no, ".repeat(1_000);
        house.subscriber("audit")
                .answers(
                        (request, call) -> request.response().setStatusCode(422).end(complaint));
        var sink = house.subscriber("dead-letter");
        house.trigger("audit").start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() -> assertThat(sink.ids()).containsExactly("1"));
        var headers = sink.calls().getFirst().headers();
        assertThat(headers.get("ce-type")).isEqualTo("test");
        assertThat(headers.get("ce-knativeerrordest")).isEqualTo("http://audit.millrace.svc.cluster.local");
        assertThat(headers.get("ce-knativeerrorcode")).isEqualTo("422");
        assertThat(new String(
                        Base64.getDecoder().decode(headers.get("ce-knativeerrordata")), StandardCharsets.US_ASCII))
                .isEqualTo(complaint.substring(0, 1_024));
        await().untilAsserted(() ->
                assertThat(house.dossier("1").deliveries().getFirst().state()).isEqualTo(DeliveryState.DEAD_LETTERED));
    }

    @Test
    void saysNothingOfAnAnswerThatNeverCame() throws Exception {
        // Given
        house.subscriber("audit")
                .answers((request, call) -> request.connection().close());
        var sink = house.subscriber("dead-letter");
        house.trigger("audit", event -> true, BrokerHouse.delivery(0, BrokerHouse.service("dead-letter")))
                .start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() -> assertThat(sink.ids()).containsExactly("1"));
        var headers = sink.calls().getFirst().headers();
        assertThat(headers.get("ce-knativeerrordest")).isEqualTo("http://audit.millrace.svc.cluster.local");
        assertThat(headers.contains("ce-knativeerrorcode")).isFalse();
    }

    @Test
    void passesNoFilterAndIsNeverDeadLetteredItself() throws Exception {
        // Given
        house.subscriber("audit").answersStatus(400);
        house.subscriber("dead-letter").answersStatus(400);
        house.trigger(
                        "audit",
                        event -> event.attribute("knativeerrordest") == null,
                        BrokerHouse.delivery(0, BrokerHouse.service("dead-letter")))
                .start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Discarded.class)).hasSize(1));
        var delivery = house.dossier("1").deliveries().getFirst();
        assertThat(delivery.state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(delivery.lastError()).isEqualTo("dead letter sink: the subscriber answered 400");
        assertThat(house.status("audit").discarded()).isEqualTo(1);
    }

    @Test
    void retriesTheSinkWithoutEndAndWithCappedBackoff() throws Exception {
        // Given
        house.subscriber("audit").answersStatus(400);
        var sink = house.subscriber("dead-letter");
        sink.answersStatus(503);
        house.trigger("audit").start();
        house.post("1");

        // When
        for (int attempt = 1; attempt <= 10; attempt++) {
            int seen = attempt;
            await().untilAsserted(() ->
                    assertThat(house.signals(BrokerSignal.Retried.class)).hasSize(seen));
            house.time.advanceTo(
                    house.signals(BrokerSignal.Retried.class).getLast().next());
        }
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Retried.class)).hasSize(11));
        var last = house.signals(BrokerSignal.Retried.class).getLast();
        var lastDelay = Duration.between(house.time.instant(), last.next());
        sink.answersStatus(204);
        house.time.advanceTo(last.next());

        // Then
        assertThat(lastDelay).isEqualTo(Duration.ofSeconds(30));
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.DeadLetterTaken.class)).hasSize(1));
    }

    @Test
    void discardsVisiblyWhenThereIsNoSink() throws Exception {
        // Given
        house.subscriber("audit").answersStatus(422);
        house.trigger("audit", event -> true, BrokerHouse.delivery(3, null)).start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Discarded.class)).hasSize(1));
        assertThat(house.dossier("1").deliveries().getFirst().state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(house.status("audit").pending()).isZero();
    }

    @Test
    void takesTheSinksReplyAsAnEvent() throws Exception {
        // Given
        house.subscriber("audit").answersStatus(422);
        house.subscriber("dead-letter")
                .answers((request, call) -> request.response()
                        .putHeader("ce-specversion", "1.0")
                        .putHeader("ce-id", "failed")
                        .putHeader("ce-source", "/dead-letter")
                        .putHeader("ce-type", "command-failed")
                        .end());
        house.trigger(
                        "audit",
                        event -> Objects.equals(event.type(), "test"),
                        BrokerHouse.delivery(0, BrokerHouse.service("dead-letter")))
                .start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(
                        () -> assertThat(house.broker().events().show("failed")).hasSize(1));
    }
}
