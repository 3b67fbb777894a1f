package dev.millrace.platform.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.TenantId;
import dev.millrace.platform.HandClock;
import dev.millrace.platform.PlatformDatabase;
import dev.millrace.platform.event.Sink;
import dev.millrace.testkit.RecordingSink;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformDatabase.class)
class UsageReporterTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    @Inject
    Sink sink;

    @Inject
    Vertx vertx;

    @Inject
    ObjectMapper json;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    RecordingSink broker;

    private final AtomicLong nanos = new AtomicLong();
    private final Meter meter = new Meter(nanos::get, 0);
    private final HandClock clock = new HandClock();

    @BeforeEach
    void forget() {
        broker.forget();
    }

    @Test
    void reportsTheUsageOfEachTenantWhenTheInstanceEnds() {
        // Given
        UsageReporter reporter = reporter(vertx);
        work(ACME, "ado/p/1", 100);
        work(OTHER, null, 50);
        clock.advance(Duration.ofSeconds(5));

        // When
        reporter.stop(new ShutdownEvent());

        // Then
        assertThat(taken()).hasSize(2).allSatisfy(event -> {
            assertThat(event.get("type").textValue()).isEqualTo("dev.millrace.usage.recorded.v1");
            assertThat(event.get("source").textValue()).isEqualTo("/functions/probe");
            assertThat(event.at("/data/function").textValue()).isEqualTo("probe");
            assertThat(event.at("/data/from").textValue()).isEqualTo("2026-11-03T08:00:00Z");
            assertThat(event.at("/data/until").textValue()).isEqualTo("2026-11-03T08:00:05Z");
        });
        assertThat(lines("acme").toString())
                .isEqualTo("[{\"correlationId\":\"ado/p/1\",\"kind\":\"busy\",\"nanos\":100}]");
        assertThat(lines("other").toString()).isEqualTo("[{\"correlationId\":null,\"kind\":\"busy\",\"nanos\":50}]");
        assertThat(taken())
                .extracting(event -> event.at("/data/sequence").longValue())
                .containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void reportsEverySoOftenWhileTheInstanceLives() {
        // Given
        Vertx own = Vertx.vertx();
        work(ACME, "ado/p/1", 100);

        // When
        new UsageReporter(meter, sink, own, clock, "probe", Duration.ofMillis(10)).start(new StartupEvent());

        // Then
        try {
            await().until(() -> broker.bodies().size() == 1);
        } finally {
            own.close();
        }
        assertThat(lines("acme").get(0).get("nanos").longValue()).isEqualTo(100);
    }

    @Test
    void sendsWhatTheBrokerDidNotConfirmAgainUnderTheSameIdBeforeAnythingNew() {
        // Given
        UsageReporter reporter = reporter(vertx);
        work(ACME, "ado/p/1", 100);
        broker.answer(503);
        reporter.stop(new ShutdownEvent());
        work(ACME, "ado/p/1", 7);

        // When
        broker.answer(202);
        reporter.stop(new ShutdownEvent());

        // Then
        assertThat(broker.refused())
                .isNotEmpty()
                .allSatisfy(body ->
                        assertThat(id(body)).isEqualTo(id(broker.bodies().getFirst())));
        assertThat(taken())
                .extracting(event -> event.at("/data/lines/0/nanos").longValue())
                .containsExactly(100L, 7L);
    }

    @Test
    void reportsNothingWhenNothingWasDone() {
        // When
        reporter(vertx).stop(new ShutdownEvent());

        // Then
        assertThat(broker.bodies()).isEmpty();
    }

    @Test
    void spreadsManyTicketsOverSeveralEvents() {
        // Given
        UsageReporter reporter = reporter(vertx);
        for (int i = 0; i < 250; i++) {
            work(ACME, "ado/" + "p".repeat(490) + "/" + i, 1);
        }

        // When
        reporter.stop(new ShutdownEvent());

        // Then
        assertThat(taken()).hasSize(3);
        assertThat(taken().stream()
                        .mapToInt(event -> event.at("/data/lines").size())
                        .sum())
                .isEqualTo(250);
    }

    private UsageReporter reporter(Vertx timers) {
        return new UsageReporter(meter, sink, timers, clock, "probe", Duration.ofHours(1));
    }

    private void work(TenantId tenant, @Nullable String ticket, long time) {
        Meter.Work work = meter.begin(tenant, ticket);
        nanos.addAndGet(time);
        work.close();
    }

    private List<JsonNode> taken() {
        return broker.bodies().stream().map(this::read).toList();
    }

    private JsonNode lines(String tenant) {
        return taken().stream()
                .filter(event -> event.get("tenant").textValue().equals(tenant))
                .findFirst()
                .orElseThrow()
                .at("/data/lines");
    }

    private String id(String body) {
        return read(body).get("id").textValue();
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + body, e);
        }
    }
}
