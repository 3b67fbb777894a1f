package dev.millrace.costwrite.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.costwrite.Deliveries;
import dev.millrace.costwrite.ledger.TestLedger;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.RecordingSink;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "cost-write"))
class CorrectionsTest {

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase database;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    RecordingSink sink;

    @BeforeEach
    void forget() {
        sink.forget();
    }

    @Test
    void takesAnEntryBackInANewOne() throws IOException, SQLException {
        // Given
        String id = Deliveries.id();
        Deliveries.spend("back", id, "lease", 70);

        // When
        Response request = ask("back", id, "");
        deliverRequest();

        // Then
        request.then().statusCode(202);
        assertThat(projects("back")).isEqualTo(Map.of("apollo", 0L));
        assertThat(TestLedger.number(database, """
            SELECT count(*) FROM cost_write.postings JOIN cost_write.entries ON entry = entries.id
            WHERE entries.tenant = 'back' AND account = 'expense:model'""")).isEqualTo(2);
    }

    @Test
    void booksAnewToAnotherProjectAndAmount() throws IOException, SQLException {
        // Given
        String id = Deliveries.id();
        Deliveries.spend("anew", id, "lease", 70);

        // When
        ask("anew", id, """
            ,"rebooking":{"project":"gemini","amount":{"nanos":50,"currency":"USD"}}""");
        deliverRequest();
        Response again = deliverRequest();

        // Then
        again.then().statusCode(204);
        assertThat(projects("anew")).isEqualTo(Map.of("apollo", 0L, "gemini", 50L));
        assertThat(TestLedger.number(database, "SELECT sum(amount) FROM cost_write.postings WHERE tenant = 'anew'"))
                .isZero();
    }

    @Test
    void correctsAnEntryOnceButAlsoACorrection() throws IOException, SQLException {
        // Given
        String id = Deliveries.id();
        Deliveries.spend("twice", id, "lease", 70);
        String correction = ask("twice", id, "").jsonPath().getString("event");
        deliverRequest();

        // When
        ask("twice", id, ",\"rebooking\":{}");
        Response second = deliverRequest();
        sink.forget();
        ask("twice", "/costs/corrections", correction, "");
        Response third = deliverRequest();

        // Then
        second.then().statusCode(422).body("detail", containsString("corrected before"));
        third.then().statusCode(204);
        assertThat(projects("twice")).isEqualTo(Map.of("apollo", 70L));
    }

    @Test
    void refusesWhatItCannotDo() throws IOException {
        // Given
        Deliveries.compute("cannot", "two-lines", 5);

        // When
        ask("cannot", "unknown", "");
        Response unknown = deliverRequest();
        sink.forget();
        ask("cannot", "two-lines", ",\"rebooking\":{\"amount\":{\"nanos\":1,\"currency\":\"USD\"}}");
        Response ambiguous = deliverRequest();

        // Then
        unknown.then().statusCode(422).body("detail", containsString("no entry"));
        ambiguous.then().statusCode(422).body("detail", containsString("one expense"));
        ask("cannot", "", "").then().statusCode(400).body("detail", containsString("eventId"));
        ask("No", "x", "").then().statusCode(400);
        ask("cannot", "x", ",\"rebooking\":{\"amount\":{\"nanos\":-1,\"currency\":\"USD\"}}")
                .then()
                .statusCode(400);
    }

    private static Response ask(String tenant, String eventId, String more) {
        return ask(tenant, "/functions/test", eventId, more);
    }

    private static Response ask(String tenant, String source, String eventId, String more) {
        return given().header("Authorization", "Bearer " + FunctionNeighbours.OPERATOR_TOKEN)
                .contentType("application/json")
                .body("""
                        {"tenant":"%s","source":"%s","eventId":"%s","reason":"wrong project"%s}""".formatted(tenant, source, eventId, more))
                .post("/costs/corrections");
    }

    /** As the broker would. */
    private Response deliverRequest() throws IOException {
        String event = sink.bodies().getLast();
        assertThat(new ObjectMapper().readTree(event).get("type").textValue())
                .isEqualTo("dev.millrace.ledger.correction-requested.v1");
        return given().contentType("application/cloudevents+json").body(event).post("/");
    }

    private Map<String, Long> projects(String tenant) throws SQLException {
        return TestLedger.table(database, """
            SELECT project, sum(amount) FROM cost_write.days
            WHERE account = 'expense:model' AND tenant = '%s' GROUP BY project""".formatted(tenant));
    }
}
