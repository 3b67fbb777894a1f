package dev.millrace.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.broker.query.EventQuery;
import dev.millrace.runtime.broker.store.StoredEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final BrokerHouse house = BrokerHouse.withManualTime();

    @BeforeEach
    void open() throws Exception {
        house.start();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void post(String id, Map<String, String> more) {
        var headers = new HashMap<>(
                Map.of("ce-specversion", "1.0", "ce-id", id, "ce-source", "/test", "ce-type", "dev.millrace.a.v1"));
        headers.putAll(more);
        house.post(headers, "{}");
    }

    private List<String> ids(EventQuery query) throws Exception {
        return house.broker().events().list(query, 10).stream()
                .map(stored -> stored.event().id())
                .toList();
    }

    @Test
    void listsNewestFirstByAnyKey() throws Exception {
        // Given
        post("plain", Map.of());
        house.time.advance(Duration.ofMinutes(1));
        post("other", Map.of("ce-type", "dev.millrace.b.v1", "ce-tenant", "acme"));
        post("third", Map.of("ce-correlationid", "ticket-1", "ce-traceparent", TRACE));

        // When
        var all = ids(EventQuery.all());

        // Then
        assertThat(all).containsExactly("third", "other", "plain");
        assertThat(ids(EventQuery.all().withTypePrefix("dev.millrace.a"))).containsExactly("third", "plain");
        assertThat(ids(EventQuery.all().withTypePrefix("dev%"))).isEmpty();
        assertThat(ids(EventQuery.all().withTenant("acme"))).containsExactly("other");
        assertThat(ids(EventQuery.all().withCorrelationId("ticket-1"))).containsExactly("third");
        assertThat(ids(EventQuery.all().withTraceId(TRACE.substring(3, 35)))).containsExactly("third");
        assertThat(ids(EventQuery.all().withSince(house.time.instant()))).containsExactly("third", "other");
    }

    @Test
    void pagesByKey() throws Exception {
        // Given
        for (int i = 0; i < 5; i++) {
            post("e" + i, Map.of());
        }
        var first = house.broker().events().list(EventQuery.all(), 2);

        // When
        var second = house.broker()
                .events()
                .list(EventQuery.all().withBefore(first.getLast().sequence()), 2);

        // Then
        assertThat(second).extracting(stored -> stored.event().id()).containsExactly("e2", "e1");
    }

    @Test
    void isFollowedBySequence() throws Exception {
        // Given
        post("before", Map.of());
        long last = house.broker().events().list(EventQuery.all(), 1).getFirst().sequence();
        post("after", Map.of());

        // When
        var news = house.broker().events().after(last, 10);

        // Then
        assertThat(news).extracting(stored -> stored.event().id()).containsExactly("after");
    }

    @Test
    void deletesWhatIsDoneAndOldButNothingElse() throws Exception {
        // Given
        house.broker().close();
        house.subscriber("flowing");
        house.subscriber("blocked").answers((request, call) -> {});
        house.trigger("flowing", event -> true, BrokerHouse.delivery(0, null))
                .trigger("blocked", event -> event.id().equals("stuck"), BrokerHouse.delivery(0, null))
                .start();
        List.of("done", "stuck", "newest").forEach(house::post);
        await().untilAsserted(
                        () -> assertThat(house.status("flowing").delivered()).isEqualTo(3));

        // When
        house.time.advance(Duration.ofDays(8));

        // Then
        await().untilAsserted(() -> assertThat(house.broker().events().after(0, 10))
                .extracting(StoredEvent::event)
                .extracting(event -> event.id())
                .containsExactly("stuck", "newest"));
        assertThat(house.broker().events().show("stuck").getFirst().deliveries())
                .hasSize(2);
    }
}
