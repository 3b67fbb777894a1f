package dev.millrace.audit.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, and what is there at all. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "audit"))
class AuditDoorTest extends AuditFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit/entries",
                "/audit/entries/0",
                "/audit/checkpoint",
                "/audit/key",
                "/audit/export",
                "/audit/proof/inclusion?seq=0",
                "/audit/proof/consistency?from=0",
                "/audit/unknown",
                "/audit/openapi",
                "/audit/openapi.json"
            })
    void showsNothingToStrangers(String address) {
        for (String authorization : new String[] {"", "Bearer wrong", "Basic b3BlcmF0b3I6eA=="}) {
            // When
            Response answer = given().header("Authorization", authorization).get(address);

            // Then
            answer.then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", "Bearer");
        }
    }

    @Test
    void describesItself() {
        // When
        Response document = operator().accept("application/json").get("/audit/openapi");

        // Then
        document.then()
                .statusCode(200)
                .body("openapi", notNullValue())
                .body("paths.'/audit/entries'.get.summary", notNullValue())
                .body("paths.'/audit/proof/inclusion'.get", notNullValue())
                .body("components.securitySchemes.operator.scheme", equalTo("bearer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entries?limit=0",
                "entries?limit=1001",
                "entries?limit=many",
                "entries?since=yesterday",
                "entries?after=x",
                "entries?tenant=%00",
                "entries/x",
                "proof/inclusion",
                "proof/inclusion?seq=-1",
                "proof/inclusion?seq=0&size=999999999",
                "proof/inclusion?seq=7&size=5",
                "proof/consistency",
                "proof/consistency?from=5&to=4",
                "proof/consistency?from=0&to=999999999"
            })
    void refusesWhatItCannotUnderstand(String request) {
        // Given
        IntStream.range(0, 5).forEach(i -> append("acme", "ado/Fabrikam/" + mark, "com.example.one"));

        // When
        Response answer = operator().urlEncodingEnabled(false).get("/audit/" + request);

        // Then
        answer.then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void answersOtherPlacesAndMethodsClearly() {
        // When
        Response noEntry = operator().get("/audit/entries/999999999");
        Response nowhere = operator().get("/audit/unknown");
        Response deleted = operator().delete("/audit/entries");
        Response text = operator().contentType("text/plain").body("x").post("/audit/erasures");

        // Then
        noEntry.then().statusCode(404).contentType("application/problem+json");
        nowhere.then().statusCode(404).contentType("application/problem+json");
        deleted.then().statusCode(405).contentType("application/problem+json");
        text.then().statusCode(415);
    }
}
