package dev.millrace.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.broker.query.EventDossier;
import dev.millrace.runtime.broker.query.TicketLine;
import dev.millrace.runtime.broker.store.DeliveryState;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoriesTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final BrokerHouse house = BrokerHouse.withManualTime();

    @BeforeEach
    void open() throws Exception {
        house.subscriber("audit");
        house.trigger("audit").start();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void post(String id, String type, Map<String, String> more, String data) {
        var headers = new HashMap<>(Map.of(
                "ce-specversion", "1.0", "ce-id", id, "ce-source", "/test", "ce-type", "dev.millrace." + type + ".v1"));
        headers.put("ce-tenant", "acme");
        headers.put("content-type", "application/json");
        more.forEach((name, value) -> headers.put("ce-" + name, value));
        house.post(headers, data);
    }

    private List<String> story(String tenant, String ticket) throws SQLException {
        return house.broker().stories().of(tenant, ticket).stream()
                .map(dossier -> dossier.stored().event().id())
                .toList();
    }

    private void tell() {
        post("before", "build.completed", Map.of(), "{}");
        post("opened", "ticket.opened", Map.of("correlationid", "ado/shop/7", "traceparent", TRACE), "{}");
        post("traced", "note", Map.of("traceparent", TRACE), "{}");
        post("built", "build.completed", Map.of(), "{}");
        post("stranger", "ticket.opened", Map.of("correlationid", "ado/shop/17"), "{}");
        post("foreign", "ticket.opened", Map.of("correlationid", "ado/shop/7", "tenant", "globex"), "{}");
        post(
                "drafted",
                "draft.opened",
                Map.of("correlationid", "ado/shop/7", "instanceid", "root:draft"),
                "{\"pullRequest\": {\"host\": \"ado\", \"project\": \"shop\", \"repository\": \"web\", \"number\": \"3\"}}");
    }

    @Test
    void aStoryHoldsTheTicketItsTraceAndWhatHappenedMeanwhile() throws Exception {
        // When
        tell();

        // Then
        assertThat(story("acme", "ado/shop/7")).containsExactly("opened", "traced", "built", "drafted");
        assertThat(story("globex", "ado/shop/7")).containsExactly("foreign");
        assertThat(story("acme", "ado/shop/8")).isEmpty();
    }

    @Test
    void aStorySaysWhatBecameOfEachDelivery() throws Exception {
        // When
        tell();

        // Then
        await().untilAsserted(() -> {
            EventDossier opened =
                    house.broker().stories().of("acme", "ado/shop/7").getFirst();
            assertThat(opened.deliveries()).singleElement().satisfies(delivery -> {
                assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
                assertThat(delivery.waited()).isNotNull();
                assertThat(delivery.cold()).isFalse();
            });
        });
    }

    @Test
    void ticketsAreFoundByWhateverNamesThem() throws Exception {
        // When
        tell();

        // Then
        assertThat(tickets("acme", null)).containsExactly("ado/shop/7", "ado/shop/17");
        assertThat(tickets("acme", "7")).containsExactly("ado/shop/7");
        assertThat(tickets("acme", "ado/shop/17")).containsExactly("ado/shop/17");
        assertThat(tickets("acme", "root")).containsExactly("ado/shop/7");
        assertThat(tickets("acme", "hop/7")).isEmpty();
        assertThat(house.broker().stories().tickets(null, "7", 10)).hasSize(2);
        assertThat(house.broker().stories().ticketsOfPullRequest(null, "3", 10))
                .extracting(TicketLine::ticket)
                .containsExactly("ado/shop/7");
        assertThat(house.broker().stories().ticketsOfPullRequest(null, "ado/shop/web/3", 10))
                .hasSize(1);
        assertThat(house.broker().stories().ticketsOfPullRequest(null, "ado/shop/web/4", 10))
                .isEmpty();
    }

    private List<String> tickets(String tenant, @Nullable String about) throws SQLException {
        return house.broker().stories().tickets(tenant, about, 10).stream()
                .map(TicketLine::ticket)
                .toList();
    }
}
