package dev.millrace.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Of several with one topic, one is told. */
@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "notification"))
@QuarkusTestResource(Surroundings.class)
class DuplicatesTest extends NotificationFixture {

    private static Map<String, Object> about(String topic, Map<String, Object> note) {
        Map<String, Object> about = new HashMap<>(note);
        about.put("topic", topic);
        return about;
    }

    @Test
    void ofAThousandEqualOnesOneIsTold() throws Exception {
        // Given
        teamWithSlack("");
        Queue<String> types = new ConcurrentLinkedQueue<>();

        // When
        try (var senders = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 1_000; i++) {
                senders.execute(() -> types.add(
                        tell(about("outage", stopped("p2", "ado/Fiber/1"))).header("ce-type")));
            }
        }

        // Then
        assertThat(types).hasSize(1_000);
        assertThat(types.stream().filter(type -> type.equals("dev.millrace.notification.sent.v1")))
                .hasSize(1);
        assertThat(types.stream().filter(type -> type.equals("dev.millrace.notification.held.v1")))
                .hasSize(999);
        assertThat(hooks.calls(path("slack"))).hasSize(1);
    }

    @Test
    void afterAWhileTheTopicIsNewsAgain() {
        // Given
        teamWithSlack("deduplication: PT10M\n");
        tell(about("outage", stopped("p2", "ado/Fiber/1")));
        clock.set(HandClock.MORNING.plusSeconds(599));
        Response within = tell(about("outage", stopped("p2", "ado/Fiber/1")));
        clock.set(HandClock.MORNING.plusSeconds(600));

        // When
        Response after = tell(about("outage", stopped("p2", "ado/Fiber/1")));

        // Then
        assertThat(within.jsonPath().getString("reason")).isEqualTo("duplicate");
        assertThat(within.jsonPath().getString("until")).isNull();
        assertThat(after.header("ce-type")).isEqualTo("dev.millrace.notification.sent.v1");
    }

    @Test
    void moreSevereOrToOthersIsAnotherTopic() {
        // Given
        teamWithSlack("");
        tell(about("outage", stopped("p2", "ado/Fiber/1")));

        // When
        Response severe = tell(about("outage", stopped("p1", "ado/Fiber/1")));
        Response others = tell(about("outage", asked(List.of("bob"))));

        // Then
        assertThat(List.of(severe, others))
                .allSatisfy(
                        answer -> assertThat(answer.header("ce-type")).isEqualTo("dev.millrace.notification.sent.v1"));
    }

    @Test
    void whatReachedNobodySilencesNobody() {
        // Given
        teamWithSlack("");
        hooks.next(path("slack"), 503);
        String first = UUID.randomUUID().toString();
        tell(first, about("outage", stopped("p2", "ado/Fiber/1"))).then().statusCode(503);

        // When
        Response second = tell(about("outage", stopped("p2", "ado/Fiber/1")));

        // Then
        assertThat(second.header("ce-type")).isEqualTo("dev.millrace.notification.sent.v1");
        assertThat(tell(first, about("outage", stopped("p2", "ado/Fiber/1")))
                        .jsonPath()
                        .getString("reason"))
                .isEqualTo("duplicate");
        assertThat(hooks.calls(path("slack"))).hasSize(2);
    }

    @Test
    void aTopicAsLongAsAnEventIsATopic() {
        // Given
        teamWithSlack("");
        String topic = "\u0000'\"".repeat(5_000);

        // When
        Response first = tell(about(topic, stopped("p2", "ado/Fiber/1")));
        Response second = tell(about(topic, stopped("p2", "ado/Fiber/1")));

        // Then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.jsonPath().getString("reason")).isEqualTo("duplicate");
    }
}
