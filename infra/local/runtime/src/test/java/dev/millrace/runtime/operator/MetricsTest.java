package dev.millrace.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.runtime.broker.dispatch.BrokerStatus;
import dev.millrace.runtime.broker.dispatch.TriggerStatus;
import dev.millrace.runtime.operator.HouseStatus.DatabaseFigures;
import dev.millrace.runtime.serving.Phase;
import dev.millrace.runtime.serving.RequestCounts;
import dev.millrace.runtime.serving.ServiceStatus;
import dev.millrace.runtime.serving.ServiceStatus.InstanceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static HouseStatus status(@Nullable DatabaseFigures database, @Nullable String paused) {
        var counts =
                new RequestCounts(10, 2, 1, Duration.ofMillis(1_500), Duration.ofMillis(100), Duration.ofMillis(400));
        var service = new ServiceStatus(
                "pr-writer",
                List.of(new InstanceStatus(Phase.READY, 4711, 8080, NOW, 3)),
                5,
                counts,
                1,
                List.of(Duration.ofMillis(450)));
        var trigger = new TriggerStatus("audit\"x", 7, 1, 20, 3, 4, 0, 0, Duration.ofMillis(5), Duration.ofMillis(9));
        return new HouseStatus(
                NOW,
                NOW,
                "running",
                database,
                12,
                Map.of(202, 30L, 404, 1L),
                List.of(service),
                new BrokerStatus(paused, 40, List.of(trigger), Map.of()),
                null);
    }

    @Test
    void countsRequestsErrorsColdStartsQueueDeliveriesAndDeadLetters() {
        // When
        String text = Metrics.text(status(new DatabaseFigures(1_000, 9), null));

        // Then
        assertThat(text.lines())
                .contains(
                        "millrace_gateway_answers_total{status=\"202\"} 30",
                        "millrace_broker_events_total 40",
                        "millrace_broker_paused 0",
                        "millrace_database_up 1",
                        "millrace_database_connections 9",
                        "millrace_function_instances{function=\"pr-writer\",phase=\"ready\"} 1",
                        "millrace_function_instances{function=\"pr-writer\",phase=\"starting\"} 0",
                        "millrace_function_queue{function=\"pr-writer\"} 5",
                        "millrace_function_requests_total{function=\"pr-writer\"} 10",
                        "millrace_function_errors_total{function=\"pr-writer\"} 2",
                        "millrace_function_cold_starts_total{function=\"pr-writer\"} 1",
                        "millrace_function_request_seconds{function=\"pr-writer\",quantile=\"0.99\"} 0.4",
                        "millrace_function_request_seconds_sum{function=\"pr-writer\"} 1.5",
                        "millrace_function_request_seconds_count{function=\"pr-writer\"} 10",
                        "millrace_trigger_dead_letters_total{trigger=\"audit\\\"x\"} 4",
                        "millrace_trigger_latency_seconds{quantile=\"0.5\",trigger=\"audit\\\"x\"} 0.005");
    }

    @Test
    void eachMetricIsDescribedOnceBeforeItsSamples() {
        // When
        List<String> described = Metrics.text(status(null, "the disk is full"))
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2])
                .toList();

        // Then
        assertThat(described).doesNotHaveDuplicates().contains("millrace_database_up");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsDownAndHasNoSize() {
        // When
        String text = Metrics.text(status(null, "the database is away"));

        // Then
        assertThat(text.lines()).contains("millrace_database_up 0", "millrace_broker_paused 1");
        assertThat(text).doesNotContain("millrace_database_bytes");
    }
}
