package dev.millrace.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.runtime.operator.HouseStatus.CostsToday;
import dev.millrace.runtime.serving.Phase;
import dev.millrace.runtime.serving.RequestCounts;
import dev.millrace.runtime.serving.ServiceStatus;
import dev.millrace.runtime.serving.ServiceStatus.InstanceStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerGlanceTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final HttpServer costWrite;
    private final LedgerGlance glance;
    private Instant now = NOON;

    LedgerGlanceTest() throws IOException {
        InstantSource source = () -> now;
        glance = new LedgerGlance("Bearer secret", source.withZone(ZoneOffset.UTC));
        costWrite = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        costWrite.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] page = """
                {"currency": "EUR", "rows": [{"key": "pr-writer", "amount": 42}]}""".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        costWrite.start();
    }

    @AfterEach
    void stop() {
        costWrite.stop(0);
    }

    private List<ServiceStatus> services(Phase phase) {
        var instance = new InstanceStatus(phase, 1, costWrite.getAddress().getPort(), NOON, 0);
        var requests = new RequestCounts(0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        return List.of(new ServiceStatus("cost-write", List.of(instance), 0, requests, 0, List.of()));
    }

    @Test
    void asksCostWriteWhileItRuns() {
        // When
        CostsToday costs = glance.look(services(Phase.READY));

        // Then
        assertThat(costs).isEqualTo(new CostsToday(NOON, "EUR", Map.of("pr-writer", 42L)));
        assertThat(asked).containsExactly("/costs/report?by=function&limit=1000&from=2026-11-23 Bearer secret");
    }

    @Test
    void asksNobodyWhileItDoesNotRun() {
        assertThat(glance.look(List.of())).isNull();
        assertThat(glance.look(services(Phase.STARTING))).isNull();
        assertThat(asked).isEmpty();
    }

    @Test
    void remembersTheLastAnswerUntilTheDayIsOver() {
        // Given
        glance.look(services(Phase.READY));

        // When
        now = NOON.plus(Duration.ofHours(6));

        // Then
        assertThat(glance.look(List.of())).isEqualTo(new CostsToday(NOON, "EUR", Map.of("pr-writer", 42L)));
        now = NOON.plus(Duration.ofHours(13));
        assertThat(glance.look(List.of())).isNull();
    }

    @Test
    void asksNoMoreOftenThanEveryFewSeconds() {
        // Given
        glance.look(services(Phase.READY));

        // When
        now = NOON.plusSeconds(2);
        glance.look(services(Phase.READY));

        // Then
        assertThat(asked).hasSize(1);
    }

    @Test
    void whoIsOnItsWayOutCostsNothingButTheAnswer() {
        // Given
        costWrite.stop(0);

        // When
        CostsToday costs = glance.look(services(Phase.READY));

        // Then
        assertThat(costs).isNull();
    }
}
