package dev.millrace.host;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.durable.Workflows;
import dev.millrace.durable.history.History;
import dev.millrace.durable.history.HistoryText;
import dev.millrace.durable.history.Turn;
import dev.millrace.engine.StartRequest;
import dev.millrace.host.engine.EngineRoom;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(HostNeighbours.class)
class WorkflowsResourceTest extends HostFixture {

    @Inject
    EngineRoom room;

    @Test
    void showsWhatAnInstanceDidAndWaitsFor() {
        // Given
        String id = started();

        // Then
        await().untilAsserted(() -> operator()
                .get("/workflows/" + id + "/timeline")
                .then()
                .statusCode(200)
                .body("what", hasItem(containsString("started TicketToPullRequest"))));
        operator().get("/workflows?prefix=" + id).then().body("items[0].id", equalTo(id));
        operator().get("/workflows/" + id).then().body("input.ticket.project", equalTo("Fabrikam"));
    }

    @Test
    void recordsAnInstanceAsTheReplayTestsReadIt() {
        // Given
        String id = started();
        await().untilAsserted(() ->
                operator().get("/workflows/" + id).then().body("says", containsString("reading the ticket")));

        // When
        String text = operator()
                .get("/workflows/" + id + "/history")
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .extract()
                .asString();

        // Then
        History history = HistoryText.read(text);
        assertThat(history.instance()).isEqualTo(id);
        assertThat(history.replay(
                        Workflows.orchestration(history.orchestrator()).orElseThrow()))
                .isEqualTo(history.turns().stream().map(Turn::response).toList())
                .hasSizeGreaterThan(1);
    }

    @Test
    void recordsAChildAsWell() {
        // Given
        String child = started() + ":plan";

        // When
        await().untilAsserted(() -> operator().get("/workflows/" + child).then().statusCode(200));

        // Then
        operator()
                .get("/workflows/" + child + "/history")
                .then()
                .statusCode(200)
                .body(startsWith(child + "\nPlan\n"));
    }

    @Test
    void recordsNoInstanceThatThisReleaseDoesNotKnow() {
        // Given
        String id = UUID.randomUUID().toString();
        room.client().start(StartRequest.of("Retired", id));

        // When
        var response = operator().get("/workflows/" + id + "/history");

        // Then
        response.then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("'Retired'"));
        operator().get("/workflows/unknown/history").then().statusCode(404);
        given().get("/workflows/" + id + "/history").then().statusCode(401);
    }

    @Test
    void holdsLetsGoAndEndsAnInstance() {
        // Given
        String id = started();

        // When
        operator().post("/workflows/" + id + "/suspend?reason=lunch").then().statusCode(202);
        awaitStatus(id, "suspended");
        operator().post("/workflows/" + id + "/resume").then().statusCode(202);
        awaitStatus(id, "running");
        operator().delete("/workflows/" + id).then().statusCode(409);
        operator().post("/workflows/" + id + "/terminate").then().statusCode(202);

        // Then
        awaitStatus(id, "terminated");
        operator().post("/workflows/" + id + "/suspend").then().statusCode(409);
        operator().post("/workflows/" + id + "/restart").then().statusCode(202).body("id", equalTo(id));
        awaitStatus(id, "running");
        operator().post("/workflows/" + id + "/terminate");
        awaitStatus(id, "terminated");
        operator().delete("/workflows/" + id).then().statusCode(204);
        operator().get("/workflows/" + id).then().statusCode(404);
    }

    @Test
    void raisesAnEvent() {
        // Given
        String id = started();

        // When
        operator()
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{\"a\":1}")
                .post("/workflows/" + id + "/events?name=build%2Fado%2FFabrikam%2B1%2F7")
                .then()
                .statusCode(202);

        // Then
        await().untilAsserted(() -> operator()
                .get("/workflows/" + id + "/timeline")
                .then()
                .body("what", hasItem("hears build/ado/Fabrikam+1/7")));
    }

    @Test
    void refusesAnEventThatIsNoJson() {
        // Given
        String id = started();

        // When
        var response = operator().contentType("application/json").body("{").post("/workflows/" + id + "/events?name=x");

        // Then
        response.then().statusCode(400).contentType("application/problem+json");
        operator().post("/workflows/" + id + "/events").then().statusCode(400);
        operator().get("/workflows/" + id + "/timeline").then().body("what", not(hasItem("hears x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?status=lost", "?limit=0", "?limit=many", "?after=nonsense"})
    void saysWhatIsWrongWithAQuestion(String query) {
        operator()
                .get("/workflows" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", notNullValue());
    }

    @Test
    void letsOnlyOperatorsIn() {
        given().get("/workflows").then().statusCode(401);
        operator().get("/workflows/unknown").then().statusCode(404);
    }

    private String started() {
        String id = UUID.randomUUID().toString();
        room.client().start(StartRequest.of("TicketToPullRequest", id).withInput("""
            {"version":1,"tenant":"acme","ticket":{"host":"ado","project":"Fabrikam","id":"9"},"generation":0,
             "title":"t","classification":"internal"}"""));
        return id;
    }

    private static void awaitStatus(String id, String status) {
        await().untilAsserted(() -> operator().get("/workflows/" + id).then().body("status", equalTo(status)));
    }
}
