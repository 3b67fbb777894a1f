package dev.millrace.modeldispatch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, and what is said to bad requests. */
@QuarkusTest
class DoorTest extends DispatchFixture {

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer sk-acme-old", "Bearer ", "Basic sk-acme", "sk-acme", ""})
    void refusesStrangers(String authorization) {
        // When
        Response response = given().header("Authorization", authorization)
                .contentType("application/json")
                .body(question("default", "Hi", ""))
                .post("/v1/chat/completions");

        // Then
        response.then()
                .statusCode(401)
                .body("error.code", equalTo("invalid_api_key"))
                .body("error.message", notNullValue());
    }

    @Test
    void refusesAKeyForSomethingElse() {
        as(KEY + "-reader").get("/v1/models").then().statusCode(403).body("error.code", equalTo("missing_scope"));
    }

    @Test
    void hidesModelsThatAKeyMayNotUse() {
        // When
        Response list = as(KEY + "-narrow").get("/v1/models");
        Response call = as(KEY + "-narrow").body(question("default", "Hi", "")).post("/v1/chat/completions");

        // Then
        list.then().statusCode(200).body("data.size()", equalTo(0));
        call.then().statusCode(404).body("error.code", equalTo("model_not_found"));
    }

    @Test
    void listsModels() {
        // When
        Response list = as(KEY).get("/v1/models");
        Response one = as(KEY).get("/v1/models/default");
        Response none = as(KEY).get("/v1/models/no%20such");

        // Then
        list.then().statusCode(200).body("object", equalTo("list")).body("data.id", hasItems("default", "embed"));
        one.then().statusCode(200).body("id", equalTo("default")).body("object", equalTo("model"));
        none.then().statusCode(404).body("error.code", equalTo("model_not_found"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/chat/completions,405,method_not_allowed",
        "DELETE,/v1/models,405,method_not_allowed",
        "POST,/v1/images,404,unknown_url",
        "GET,/v1/,404,unknown_url"
    })
    void saysWhereNothingIs(String method, String path, int status, String code) {
        as(KEY).request(method, path).then().statusCode(status).body("error.code", equalTo(code));
    }

    @Test
    void wantsJson() {
        given().header("Authorization", "Bearer " + KEY)
                .contentType("application/x-www-form-urlencoded")
                .body("a=b")
                .post("/v1/chat/completions")
                .then()
                .statusCode(415)
                .body("error.code", equalTo("unsupported_media_type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "null", "7", "{\"a\":1} x", "{\"a\":01}", "\u0000", "{\"model\":\"default\"}}"})
    void refusesWhatIsNoJsonObject(String body) {
        chat(body).then().statusCode(400).body("error.code", equalTo("invalid_json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                     | model
        {"model":7,"messages":[{}]}                            | model
        {"model":"","messages":[{}]}                           | model
        {"model":"default"}                                    | messages
        {"model":"default","messages":[]}                      | messages
        {"model":"default","messages":"Hi"}                    | messages
        {"model":"default","messages":[{}],"stream":"yes"}     | stream
        """)
    void namesTheFieldThatIsWrong(String body, String field) {
        chat(body).then().statusCode(400).body("error.param", equalTo(field));
    }

    @Test
    void refusesABodyThatIsTooLargeAndServesTheNextOne() {
        // Given
        upstream.answer("a", 200, HELLO);

        // When
        Response large = ask("default", "x".repeat(400_000));
        Response next = ask("default", "Hi");

        // Then
        large.then().statusCode(413).body("error.code", equalTo("request_too_large"));
        next.then().statusCode(200);
    }

    @Test
    void takesALargeBodyThatFits() {
        // Given
        upstream.answer("a", 200, HELLO);
        String large = "x".repeat(280_000);

        // When
        Response response = ask("default", large);

        // Then
        response.then().statusCode(200);
        assertThat(upstream.asked("a").getFirst().text()).contains(large);
    }

    @Test
    void takesNothingForAnEventThatIsNone() {
        given().contentType("application/json").body("{}").post("/").then().statusCode(400);
    }
}
