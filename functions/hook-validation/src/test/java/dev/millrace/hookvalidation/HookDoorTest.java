package dev.millrace.hookvalidation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, and what is answered. */
@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "hook-validation"))
class HookDoorTest extends HookFixture {

    @Test
    void takesTheSecretInAHeaderToo() {
        given().header("X-Millrace-Secret", SECRET)
                .body(ticket())
                .post("/hooks/acme/boards")
                .then()
                .statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hooks/acme/boards",
                "/hooks/acme/unknown",
                "/hooks/unknown/boards",
                "/hooks/ACME!/boards",
                "/hooks/acme/lab",
                "/hooks/acme/hub",
                "/hooks/acme/events"
            })
    void refusesStrangersAlike(String address) {
        // When
        Response wrong =
                given().auth().preemptive().basic("x", "wrong").body(ticket()).post(address);
        Response none = given().body(ticket()).post(address);

        // Then
        wrong.then().statusCode(401).contentType("application/problem+json");
        none.then().statusCode(401);
        assertThat(wrong.asString()).isEqualTo(none.asString());
        assertThat(sink.bodies()).isEmpty();
    }

    @Test
    void refusesASecretThatExpired() {
        given().auth()
                .preemptive()
                .basic("x", "old")
                .body(ticket())
                .post("/hooks/acme/boards")
                .then()
                .statusCode(401);
    }

    @Test
    void answers503WhenTheBrokerIsAway() {
        // Given
        sink.answer(500);

        // When
        Response response = postAdo(ticket());

        // Then
        response.then().statusCode(503).header("Retry-After", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"id\":{}}", "{\"id\":\"a\\r\\nSet-Cookie: x\"}", "\u0000"})
    void acceptsRubbishFromAnAuthenticatedSender(String body) {
        // When
        Response response = postAdo(body);

        // Then
        response.then().statusCode(202);
        assertThat(sink.bodies()).hasSize(1);
    }

    @Test
    void takesAGitHubHookThatIsSigned() throws Exception {
        // Given
        String body = ticket();

        // When
        Response signed = postGitHub(body, signature(body));
        Response forged = postGitHub(body.replace("flag", "frog"), signature(body));

        // Then
        signed.then().statusCode(202);
        forged.then().statusCode(401);
        assertThat(sink.bodies()).hasSize(1);
    }

    @Test
    void takesAGitLabHookWithItsToken() {
        given().header("X-Gitlab-Token", SECRET)
                .body(ticket())
                .post("/hooks/acme/lab")
                .then()
                .statusCode(202);
    }

    @Test
    void shakesHandsForForeignEventsAlone() {
        given().header("WebHook-Request-Origin", "example.com")
                .options("/hooks/acme/events")
                .then()
                .statusCode(200)
                .header("WebHook-Allowed-Origin", equalTo("example.com"));
        assertThat(given().header("WebHook-Request-Origin", "example.com")
                        .options("/hooks/acme/boards")
                        .getHeader("WebHook-Allowed-Origin"))
                .isNull();
    }

    @Test
    void answersOtherMethodsAndPlacesClearly() {
        given().get("/hooks/acme/boards").then().statusCode(405);
        given().post("/hooks/acme").then().statusCode(404);
        given().post("/hooks/acme/boards/more").then().statusCode(404);
    }
}
