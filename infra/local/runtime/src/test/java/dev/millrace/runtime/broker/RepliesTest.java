package dev.millrace.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.broker.dispatch.LaneLimits;
import dev.millrace.runtime.broker.query.EventQuery;
import dev.millrace.runtime.broker.signal.BrokerSignal;
import dev.millrace.runtime.broker.store.DeliveryState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepliesTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final BrokerHouse house = BrokerHouse.withManualTime();

    @AfterEach
    void close() {
        house.close();
    }

    private static Subscriber.Behaviour replies(int status, String id, String body) {
        return (request, call) -> request.response()
                .setStatusCode(status)
                .putHeader("ce-specversion", "1.0")
                .putHeader("ce-id", id)
                .putHeader("ce-source", "/function")
                .putHeader("ce-type", "reply")
                .end(body);
    }

    private BrokerHouse oneFunctionAndAReader() throws Exception {
        return house.trigger(
                        "function",
                        event -> event.type().equals("test"),
                        BrokerHouse.delivery(3, BrokerHouse.service("dead-letter")))
                .trigger("reader", event -> event.type().equals("reply"), BrokerHouse.delivery(0, null))
                .start();
    }

    @Test
    void storesTheReplyAndDeliversIt() throws Exception {
        // Given
        house.subscriber("function").answers(replies(200, "r", "answer"));
        var reader = house.subscriber("reader");
        oneFunctionAndAReader();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() -> assertThat(reader.ids()).containsExactly("r"));
        assertThat(reader.calls().getFirst().body().toString()).isEqualTo("answer");
        assertThat(house.dossier("1").deliveries().getFirst().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void takesStructuredReplies() throws Exception {
        // Given
        house.subscriber("function")
                .answers(
                        (request, call) -> request.response()
                                .putHeader("content-type", "application/cloudevents+json")
                                .end(
                                        "{\"specversion\":\"1.0\",\"id\":\"r\",\"source\":\"/f\",\"type\":\"reply\",\"data\":[1]}"));
        var reader = house.subscriber("reader");
        oneFunctionAndAReader();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() -> assertThat(reader.ids()).containsExactly("r"));
        assertThat(reader.calls().getFirst().body().toString()).isEqualTo("[1]");
    }

    @Test
    void passesTheTraceOnToTheReply() throws Exception {
        // Given
        house.subscriber("function").answers(replies(200, "r", ""));
        house.subscriber("reader");
        oneFunctionAndAReader();

        // When
        house.post(
                Map.of(
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "1",
                        "ce-source",
                        "/s",
                        "ce-type",
                        "test",
                        "ce-traceparent",
                        TRACE),
                "");

        // Then
        await().untilAsserted(() -> assertThat(house.broker()
                        .events()
                        .list(EventQuery.all().withTraceId("4bf92f3577b34da6a3ce929d0e0e4736"), 10))
                .hasSize(2));
    }

    @Test
    void ignoresTheBodyOf202() throws Exception {
        // Given
        house.subscriber("function").answers(replies(202, "r", "accepted"));
        oneFunctionAndAReader();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Delivered.class)).hasSize(1));
        assertThat(house.broker().events().show("r")).isEmpty();
    }

    @Test
    void sendsTheOriginalToTheDeadLetterSinkWhenTheReplyIsNoCloudEvent() throws Exception {
        // Given
        house.subscriber("function")
                .answers(
                        (request, call) -> request.response().setStatusCode(200).end("<html>"));
        var sink = house.subscriber("dead-letter");
        oneFunctionAndAReader();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() -> assertThat(sink.ids()).containsExactly("1"));
        assertThat(sink.calls().getFirst().headers().get("ce-knativeerrorcode")).isEqualTo("200");
        assertThat(sink.calls().getFirst().headers().get("ce-knativeerrordata")).isEqualTo("PGh0bWw+");
    }

    @Test
    void sendsTheOriginalToTheDeadLetterSinkWhenTheReplyIsInvalid() throws Exception {
        // Given
        house.subscriber("function")
                .answers((request, call) -> request.response()
                        .putHeader("ce-specversion", "1.0")
                        .putHeader("ce-id", "r")
                        .end("no source, no type"));
        var sink = house.subscriber("dead-letter");
        oneFunctionAndAReader();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() -> assertThat(sink.ids()).containsExactly("1"));
        assertThat(house.signals(BrokerSignal.DeadLettered.class).getFirst().reason())
                .contains("source is missing");
    }

    @Test
    void sendsTheOriginalToTheDeadLetterSinkWhenTheReplyIsTooLarge() throws Exception {
        // Given
        house.subscriber("function").answers(replies(200, "r", "x".repeat(64 * 1024)));
        var sink = house.subscriber("dead-letter");
        oneFunctionAndAReader();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() -> assertThat(sink.ids()).containsExactly("1"));
        assertThat(house.broker().events().show("r")).isEmpty();
    }

    @Test
    void storesReplyAndOutcomeTogetherOrNotAtAll() throws Exception {
        // Given
        house.asAdmin("""
            CREATE FUNCTION broker.refuse() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN RAISE EXCEPTION 'as the test wishes' USING ERRCODE = '58000'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON broker.events FOR EACH ROW WHEN (NEW.type = 'reply')
              EXECUTE FUNCTION broker.refuse();
            """);
        house.subscriber("function").answers(replies(200, "r", ""));
        var reader = house.subscriber("reader");
        oneFunctionAndAReader();
        house.post("1");
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.Paused.class)).isNotEmpty());
        var meanwhile = house.dossier("1").deliveries().getFirst().state();

        // When
        house.asAdmin("DROP TRIGGER refuse ON broker.events");

        // Then
        assertThat(meanwhile).isEqualTo(DeliveryState.PENDING);
        await().untilAsserted(() -> assertThat(reader.ids()).containsExactly("r"));
        assertThat(house.broker().events().show("r")).hasSize(1);
        assertThat(house.dossier("1").deliveries().getFirst().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void endsACircleOfReplies() throws Exception {
        // Given
        var function = house.subscriber("echo");
        function.answers(replies(200, "r", ""));
        var standard = BrokerSettings.standard();
        house.settings(standard.withLanes(
                        new LaneLimits(64 * 1024, 100, 1 << 20, 10, 1, 4, Duration.ZERO, Duration.ofSeconds(30))))
                .trigger("echo")
                .start();

        // When
        house.post("1");

        // Then
        await().untilAsserted(() ->
                assertThat(house.signals(BrokerSignal.ReplyDropped.class)).hasSize(1));
        assertThat(function.calls())
                .extracting(call -> call.headers().get("ce-knativebrokerttl"))
                .containsExactly(null, "3", "2", "1");
        assertThat(house.broker()
                        .events()
                        .show("r")
                        .getLast()
                        .deliveries()
                        .getFirst()
                        .lastError())
                .contains("knativebrokerttl");
    }
}
