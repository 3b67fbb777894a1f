package dev.millrace.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.price.PriceBook;
import dev.millrace.contracts.price.PriceBook.Validity;
import dev.millrace.contracts.price.RatePrice;
import dev.millrace.runtime.broker.query.DeliveryRecord;
import dev.millrace.runtime.broker.store.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorytellerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String HOOK_SPAN = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String REPLY_SPAN = "00-" + TRACE + "-1111111111111111-01";
    private static final String OTHER = "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-2222222222222222-01";
    private static final String INSTANCE = "5f2e0000-0000-5000-8000-000000000000";

    /** A nano of the currency for each microsecond. */
    private static final PriceBook PRICES = new PriceBook(
            "EUR",
            List.of(),
            List.of(new RatePrice(new Validity(LocalDate.of(2026, 1, 1), null), 1, Duration.ofNanos(1_000))),
            List.of());

    private final List<Told> events = new ArrayList<>();

    private void told(String type, Map<String, String> attributes, String data, DeliveryRecord... deliveries) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put("type", "dev.millrace." + type + ".v1");
        all.putIfAbsent("id", type);
        long sequence = events.size() + 1L;
        try {
            events.add(
                    new Told(sequence, START.plusSeconds(sequence - 1), all, JSON.readTree(data), List.of(deliveries)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static DeliveryRecord by(String trigger, Duration took, boolean cold) {
        return new DeliveryRecord(
                trigger, DeliveryState.DELIVERED, 1, 0, null, 200, null, START, took, Duration.ofMillis(5), cold);
    }

    private Trace trace() {
        return new Storyteller(PRICES).tell("acme", "ado/shop/7", events).orElseThrow();
    }

    private void hookAndCommand() {
        told("ticket.opened", Map.of("traceparent", HOOK_SPAN), "{}", by("workflows-host", Duration.ofMillis(3), true));
        told(
                "context.requested",
                Map.of("traceparent", HOOK_SPAN, "instanceid", INSTANCE + ":plan", "source", "/workflows/x"),
                "{}",
                by("audit", Duration.ofMillis(1), false),
                by("pr-writer", Duration.ofMillis(2), false));
        told(
                "context.collected",
                Map.of("traceparent", REPLY_SPAN, "instanceid", INSTANCE, "causationid", "context.requested"),
                "{}");
    }

    @Test
    void repliesFollowTheirCommandsAndCommandsTheTicketThatStartedTheWorkflow() {
        // Given
        hookAndCommand();

        // When
        Trace trace = trace();

        // Then
        Step opened = trace.steps().getFirst();
        Step command = opened.children().getFirst();
        assertThat(trace.steps()).hasSize(1);
        assertThat(opened.children()).hasSize(1);
        assertThat(command.type()).isEqualTo("context.requested");
        assertThat(command.at()).isEqualTo(Duration.ofSeconds(1));
        assertThat(command.children()).extracting(Step::type).containsExactly("context.collected");
        assertThat(trace.traceIds()).containsExactly(TRACE);
        assertThat(trace.instances()).containsExactly(INSTANCE);
        assertThat(trace.took()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whoDoesTheWorkIsToldBeforeWhoWritesItDown() {
        // Given
        hookAndCommand();

        // When
        Step command = trace().steps().getFirst().children().getFirst();

        // Then
        assertThat(command.works()).extracting(Step.Work::function).containsExactly("pr-writer", "audit");
    }

    @Test
    void whatHostsTellFollowsWhatFirstSpokeOfIt() {
        // Given
        hookAndCommand();
        String build = "{\"build\": {\"host\": \"ado\", \"project\": \"shop\", \"id\": \"%s\"}}";
        told("build.completed", Map.of("traceparent", OTHER, "id", "early"), build.formatted("1"));
        told("build.queued", Map.of("causationid", "context.requested"), build.formatted("1"));
        told("build.completed", Map.of("traceparent", OTHER, "id", "foreign"), build.formatted("2"));

        // When
        Trace trace = trace();

        // Then
        Step queued = trace.steps().getFirst().children().getFirst().children().getLast();
        assertThat(queued.type()).isEqualTo("build.queued");
        assertThat(queued.children()).extracting(Step::id).containsExactly("early");
        assertThat(trace.steps().stream().flatMap(Step::flat))
                .extracting(Step::id)
                .doesNotContain("foreign");
    }

    @Test
    void aHookThatComesAgainIsABeginningOfItsOwn() {
        // Given
        hookAndCommand();
        told("ticket.opened", Map.of("traceparent", OTHER, "id", "again"), "{}");

        // When
        Trace trace = trace();

        // Then
        assertThat(trace.steps()).extracting(Step::id).containsExactly("ticket.opened", "again");
        assertThat(trace.traceIds()).containsExactly(TRACE, OTHER.substring(3, 35));
    }

    @Test
    void costsAreThoseOfModelsAndOfTime() {
        // Given
        hookAndCommand();
        told(
                "completion.finished",
                Map.of("causationid", "context.requested"),
                "{\"cost\": {\"nanos\": 40, \"currency\": \"EUR\"}}");

        // When
        Step opened = trace().steps().getFirst();

        // Then
        assertThat(opened.nanos()).isEqualTo(3_000 + 1_000 + 2_000 + 40);
    }

    @Test
    void usageIsThatOfTheTicketAndCountedOnce() {
        // Given
        hookAndCommand();
        String usage = """
            {"function": "pr-writer", "lines": [
              {"correlationId": "ado/shop/7", "kind": "busy", "nanos": 3000},
              {"correlationId": "ado/shop/7", "kind": "cold-start", "nanos": 2000},
              {"correlationId": "ado/shop/8", "kind": "busy", "nanos": 9000}]}""";
        told("usage.recorded", Map.of("id", "u-1"), usage);
        told("usage.recorded", Map.of("id", "u-1"), usage);

        // When
        Trace trace = trace();

        // Then
        assertThat(trace.usage())
                .containsExactly(new Usage(
                        "pr-writer",
                        Duration.ofNanos(3_000),
                        Duration.ZERO,
                        Duration.ofNanos(2_000),
                        new Money(5, "EUR")));
        assertThat(trace.steps()).hasSize(1);
    }

    @Test
    void aRefusalTellsWhy() {
        // Given
        hookAndCommand();
        told("context.refused", Map.of("causationid", "context.requested"), "{\"detail\": \"No token.\"}");

        // When
        Step command = trace().steps().getFirst().children().getFirst();

        // Then
        assertThat(command.children()).extracting(Step::detail).containsExactly(null, "No token.");
    }

    @Test
    void nothingIsToldOfATicketWithoutEvents() {
        assertThat(new Storyteller(null).tell("acme", "ado/shop/7", List.of())).isEmpty();
    }
}
