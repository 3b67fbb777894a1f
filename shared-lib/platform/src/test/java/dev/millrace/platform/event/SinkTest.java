package dev.millrace.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.AuditEvent.ErasureRequested;
import dev.millrace.platform.PlatformDatabase;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.telemetry.EventTracer;
import dev.millrace.testkit.RecordingSink;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformDatabase.class)
class SinkTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final TicketRef TICKET = new TicketRef("ado", "Größe A", "7");
    private static final Event.Context CONTEXT = new Event.Context(
            new TenantId("acme"),
            TICKET.toString(),
            "instance-1",
            new EventId("cause-1"),
            null,
            DataClassification.CONFIDENTIAL);

    @Inject
    Sink sink;

    @Inject
    Vertx vertx;

    @Inject
    EventCodec codec;

    @Inject
    EventTracer eventTracer;

    @Inject
    Tracer tracer;

    @Inject
    ObjectMapper json;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    RecordingSink broker;

    @BeforeEach
    void forget() {
        broker.forget();
    }

    @Test
    void publishesAStructuredEventWithAllAttributes() throws JsonProcessingException {
        // When
        publish(sink, event("Größe", CONTEXT.tracedBy(TRACE)));

        // Then
        assertThat(broker.bodies()).hasSize(1);
        assertThat(json.readTree(broker.bodies().getFirst())).isEqualTo(json.readTree("""
                {"specversion": "1.0", "id": "e-1", "source": "/audit", "time": "2026-11-03T08:00:00Z",
                 "type": "dev.millrace.audit.erasure-requested.v1", "datacontenttype": "application/json",
                 "tenant": "acme", "correlationid": "ado/Gr%%C3%%B6%%C3%%9Fe%%20A/7", "instanceid": "instance-1",
                 "causationid": "cause-1", "traceparent": "%s", "dataclassification": "confidential",
                 "partitionkey": "ado/Gr%%C3%%B6%%C3%%9Fe%%20A/7",
                 "data": {"correlationId": "ado/Gr%%C3%%B6%%C3%%9Fe%%20A/7", "requestedBy": "Ann", "reason": "Größe"}}
                """.formatted(TRACE)));
    }

    @Test
    void givesTheEventTheTraceOfTheRequestBeingServed() throws JsonProcessingException {
        // Given
        Span span = tracer.spanBuilder("request").startSpan();

        // When
        try (var scope = span.makeCurrent()) {
            assertThat(scope).isNotNull();
            publish(sink, event("x", CONTEXT));
        } finally {
            span.end();
        }

        // Then
        JsonNode event = json.readTree(broker.bodies().getFirst());
        assertThat(event.get("traceparent").textValue())
                .isEqualTo(
                        "00-%s-%s-01",
                        span.getSpanContext().getTraceId(),
                        span.getSpanContext().getSpanId());
    }

    @Test
    void keepsTheTraceOfAnEventThatHasOne() throws JsonProcessingException {
        // Given
        Span span = tracer.spanBuilder("request").startSpan();

        // When
        try (var scope = span.makeCurrent()) {
            assertThat(scope).isNotNull();
            publish(sink, event("x", CONTEXT.tracedBy(TRACE)));
        } finally {
            span.end();
        }

        // Then
        JsonNode event = json.readTree(broker.bodies().getFirst());
        assertThat(event.get("traceparent").textValue()).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 400, 404, 429, 500, 503})
    void isUnavailableUnlessTheBrokerAnswers202(int status) {
        // Given
        broker.answer(status);

        // Then
        assertProblem(sink, event("x", CONTEXT), 503);
        assertThat(broker.bodies()).isEmpty();
    }

    /** A response that ends before anybody listens to it is rare: one in several hundred, on a thread like this one. */
    @Test
    void bringsEveryEventToAnEnd() {
        for (int i = 0; i < 1_000; i++) {
            publish(sink, event("x", CONTEXT));
        }
        assertThat(broker.bodies()).hasSize(1_000);
    }

    @Test
    void isUnavailableWhenNobodyListens() {
        // Given
        var gone = RecordingSink.start();
        String address = gone.address();
        gone.close();

        // Then
        assertProblem(sink(Optional.of(address)), event("x", CONTEXT), 503);
    }

    @Test
    void isUnavailableWhenItDoesNotKnowTheBroker() {
        assertProblem(sink(Optional.empty()), event("x", CONTEXT), 503);
        assertProblem(sink(Optional.of("not an address")), event("x", CONTEXT), 503);
    }

    @Test
    void refusesAnEventThatIsTooLarge() {
        assertProblem(sink, event("x".repeat(EventCodec.LARGEST), CONTEXT), 413);
        assertThat(broker.bodies()).isEmpty();
        assertThat(broker.refused()).isEmpty();
    }

    private Sink sink(Optional<String> address) {
        return new Sink(vertx, codec, eventTracer, address);
    }

    private static void assertProblem(Sink sink, Event<?> event, int status) {
        assertThatThrownBy(() -> publish(sink, event))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problem().status()).isEqualTo(status));
    }

    private static void publish(Sink sink, Event<?> event) {
        sink.publish(event).await().atMost(Duration.ofSeconds(30));
    }

    private static Event<ErasureRequested> event(String reason, Event.Context context) {
        return new Event<>(
                new EventId("e-1"),
                URI.create("/audit"),
                Catalogue.typeOf(ErasureRequested.class),
                Instant.parse("2026-11-03T08:00:00Z"),
                context,
                new ErasureRequested(TICKET.toString(), "Ann", reason));
    }
}
