package dev.millrace.deadletter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.deadletter.DeadLetterSurroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, and what is there at all. */
@QuarkusTest
@QuarkusTestResource(DeadLetterSurroundings.class)
class DeadLettersDoorTest extends DeadLettersFixture {

    @ParameterizedTest
    @CsvSource({
        "GET, /dead-letters",
        "GET, /dead-letters?limit=x",
        "GET, /dead-letters;a=b",
        "GET, //dead-letters",
        "GET, /dead-letters/00000000-0000-0000-0000-000000000000",
        "GET, /dead-letters/nothing/here",
        "POST, /dead-letters/00000000-0000-0000-0000-000000000000/replay",
        "POST, /dead-letters/00000000-0000-0000-0000-000000000000/drop",
        "GET, /dead-letters/openapi",
        "GET, /dead-letters/openapi.json",
        "GET, /dead-letters/openapi?format=json"
    })
    void showsNothingToOthersThanOperators(String method, String path) {
        for (String authorization :
                List.of("", "Bearer", "Bearer ", "Bearer wrong", "Basic " + DeadLetterSurroundings.TOKEN)) {
            // Given
            RequestSpecification request = given().urlEncodingEnabled(false);
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }

            // When
            ValidatableResponse answer = request.request(method, path).then();

            // Then
            problem(answer, 401);
        }
    }

    @Test
    void servesItsOpenApiDocument() {
        // When
        ValidatableResponse document = operator()
                .queryParam("format", "json")
                .get("/dead-letters/openapi")
                .then();

        // Then
        document.statusCode(200)
                .body("paths.keySet()", hasSize(4))
                .body("paths.'/dead-letters/{id}/replay'.post.responses.'202'", not(nullValue()))
                .body("components.securitySchemes.operator.scheme", equalTo("bearer"));
    }

    @Test
    void hasNoUserInterface() {
        // When
        ValidatableResponse page = operator().get("/q/swagger-ui").then();
        ValidatableResponse folder = operator().get("/q/swagger-ui/").then();

        // Then
        page.statusCode(404);
        folder.statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "no-uuid", "1-1-1-1-1", "00000000-0000-0000-0000-00000000000g", "%00"})
    void refusesAnIdThatIsNone(String id) {
        // When
        ValidatableResponse shown =
                operator().urlEncodingEnabled(false).get("/dead-letters/" + id).then();
        ValidatableResponse replayed = operator()
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .post("/dead-letters/" + id + "/replay")
                .then();

        // Then
        problem(shown, 400);
        problem(replayed, 400);
    }

    @Test
    void answers404ForALetterThatIsNotThere() {
        // Given
        String path = "/dead-letters/" + UUID.randomUUID();

        // When
        ValidatableResponse shown = operator().get(path).then();
        ValidatableResponse replayed = ordered("{}").post(path + "/replay").then();
        ValidatableResponse dropped =
                ordered("{\"reason\":\"r\"}").post(path + "/drop").then();
        ValidatableResponse elsewhere = operator().get(path + "/elsewhere").then();

        // Then
        problem(shown, 404);
        problem(replayed, 404);
        problem(dropped, 404);
        problem(elsewhere, 404);
        assertThat(broker.bodies()).isEmpty();
    }

    @Test
    void refusesOtherMethodsAndMediaTypes() {
        // When
        ValidatableResponse deleted = operator().delete("/dead-letters").then();
        ValidatableResponse page =
                operator().accept("text/html").get("/dead-letters").then();
        ValidatableResponse text = operator()
                .contentType("text/plain")
                .body("force")
                .post("/dead-letters/" + UUID.randomUUID() + "/replay")
                .then();

        // Then
        problem(deleted, 405);
        problem(page, 406);
        problem(text, 415);
    }
}
