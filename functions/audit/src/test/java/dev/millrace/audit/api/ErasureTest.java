package dev.millrace.audit.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.transparency.export.Verification;
import dev.millrace.transparency.note.SignedCheckpoint;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How content is erased while the log stays provable. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "audit"))
class ErasureTest extends AuditFixture {

    @Test
    void publishesARequestToEraseOnceForTheSameRequest() throws IOException {
        // Given
        append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        String body = """
            {"tenant":"acme","correlationId":"ado/Fabrikam/%s","reason":"the customer asked"}""".formatted(mark);

        // When
        Response first = erase(body);
        Response second = erase(body);

        // Then
        first.then().statusCode(202);
        assertThat(second.jsonPath().getString("event"))
                .isEqualTo(first.jsonPath().getString("event"));
        JsonNode event = JSON.readTree(sink.bodies().getFirst());
        assertThat(event.at("/type").asText()).isEqualTo("dev.millrace.audit.erasure-requested.v1");
        assertThat(event.at("/tenant").asText()).isEqualTo("acme");
        assertThat(event.at("/data/correlationId").asText()).isEqualTo("ado/Fabrikam/" + mark);
    }

    @Test
    void erasesOnDeliveryAndTheExportStaysValid() throws IOException {
        // Given
        long seq = append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        SignedCheckpoint earlier = checkpoint();
        erase("{\"tenant\":\"acme\",\"correlationId\":\"ado/Fabrikam/%s\",\"reason\":\"asked\"}".formatted(mark));

        // When
        Response delivered = given().contentType("application/cloudevents+json")
                .body(sink.bodies().getFirst())
                .post("/");

        // Then
        delivered.then().statusCode(200).body("entries", equalTo(1));
        operator().get("/audit/entries/" + seq).then().body("content", nullValue());
        assertThat(verify(earlier)).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void refusesToEraseWhatItDoesNotKnowOrCannotRead() {
        // When
        Response unknown = erase("{\"tenant\":\"acme\",\"correlationId\":\"ado/none/1\",\"reason\":\"asked\"}");
        List<Response> unreadable = Stream.of(
                        "",
                        "{",
                        "[]",
                        "{\"tenant\":\"acme\"}",
                        "{\"tenant\":\"!\",\"correlationId\":\"a/b/c\",\"reason\":\"asked\"}")
                .map(AuditFixture::erase)
                .toList();

        // Then
        unknown.then().statusCode(404);
        assertThat(unreadable)
                .hasSize(5)
                .allSatisfy(answer -> answer.then().statusCode(400).contentType("application/problem+json"));
        assertThat(sink.bodies()).isEmpty();
    }

    @Test
    void answers503WhenTheBrokerIsAway() {
        // Given
        append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        sink.answer(500);

        // When
        Response response = erase(
                "{\"tenant\":\"acme\",\"correlationId\":\"ado/Fabrikam/%s\",\"reason\":\"asked\"}".formatted(mark));

        // Then
        response.then().statusCode(503).header("Retry-After", "1").body("type", containsString("unavailable"));
    }
}
