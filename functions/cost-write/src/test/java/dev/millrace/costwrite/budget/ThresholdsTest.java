package dev.millrace.costwrite.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.costwrite.Deliveries;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.RecordingSink;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "cost-write"))
class ThresholdsTest {

    /** A hundredth of the default cap of 100. */
    private static final long PERCENT = 1_000_000_000;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    RecordingSink sink;

    @BeforeEach
    void forget() {
        sink.forget();
    }

    @Test
    void tellsOfEachThresholdWhenItIsReachedBeforeItAnswers() {
        // When
        Deliveries.spend("steps", Deliveries.id(), "lease", 79 * PERCENT);
        List<Integer> before = percents("steps");
        Deliveries.spend("steps", Deliveries.id(), "lease", PERCENT);
        List<Integer> at80 = percents("steps");
        Deliveries.spend("steps", Deliveries.id(), "lease", 30 * PERCENT);

        // Then
        assertThat(before).isEmpty();
        assertThat(at80).containsExactly(80);
        assertThat(percents("steps")).containsExactly(80, 90, 100);
    }

    @Test
    void tellsOnceThoughManyRecordsPassAThresholdTogether() throws Exception {
        // Given
        int records = 120;

        // When
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var deliveries = IntStream.range(0, records)
                    .mapToObj(i -> workers.submit(() -> Deliveries.spend("crowd", Deliveries.id(), "lease", PERCENT)
                            .statusCode()))
                    .toList();
            for (var delivery : deliveries) {
                assertThat(delivery.get()).isEqualTo(204);
            }
        }

        // Then
        assertThat(percents("crowd")).containsExactlyInAnyOrder(80, 90, 100);
    }

    @Test
    void answersOnlyWhenTheBrokerKnowsAndTellsItAgainWithTheSameWords() {
        // Given
        String id = Deliveries.id();
        String data = Deliveries.spent("lease", 95 * PERCENT);
        sink.answer(503);

        // When
        Response refused = Deliveries.deliver("deaf", id, "dev.millrace.usage.spent.v1", data);
        List<String> unheard = sink.refused();
        sink.answer(202);
        Response taken = Deliveries.deliver("deaf", id, "dev.millrace.usage.spent.v1", data);

        // Then
        refused.then().statusCode(503);
        taken.then().statusCode(204);
        assertThat(percents("deaf")).containsExactly(80, 90);
        assertThat(unheard).isNotEmpty();
        assertThat(event(sink.bodies().getFirst()).get("data"))
                .isEqualTo(event(unheard.getFirst()).get("data"));
        assertThat(event(sink.bodies().getFirst()).get("id"))
                .isEqualTo(event(unheard.getFirst()).get("id"));
    }

    private List<Integer> percents(String tenant) {
        return sink.bodies().stream()
                .map(ThresholdsTest::event)
                .filter(event -> event.get("type").textValue().equals("dev.millrace.budget.reached.v1"))
                .filter(event -> event.get("tenant").textValue().equals(tenant))
                .map(event -> event.at("/data/percent").intValue())
                .toList();
    }

    private static JsonNode event(String body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
