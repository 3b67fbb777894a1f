package dev.millrace.platform.event;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.platform.PlatformDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformDatabase.class)
class EventAttributesTest {

    private static final String TYPE = "dev.millrace.ticket.opened.v1";
    private static final String DATA = """
        {"ticket":{"host":"ado","project":"shop","id":"7"},"title":"Add a flag","asks":"by-tag"}""";

    @Test
    void readsAnEncodedAttributeAsItIsMeant() {
        // When
        var response =
                event().header("ce-id", "100%25%20%C3%B6").body(DATA).post("/").then();

        // Then
        response.statusCode(200).header("ce-causationid", equalTo("100%25%20%C3%B6"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\n", "\\u007f", "\\u0085", "\\ud800"})
    void refusesCharactersThatNoAttributeMayHold(String character) {
        // Given
        String body = """
            {"specversion":"1.0","id":"1","source":"/s","type":"%s","tenant":"acme","subject":"a%sb","data":{}}""".formatted(TYPE, character);

        // When
        var response = given().contentType("application/cloudevents+json; charset=utf-8")
                .body(body)
                .post("/")
                .then();

        // Then
        response.statusCode(400).body("detail", containsString("'subject'"));
    }

    @Test
    void leavesRoomForWhatABrokerAddsToADeadLetter() {
        // Given
        String data = "\"" + "x".repeat(EventCodec.LARGEST) + "\"";

        // When
        var alive = event().header("ce-id", "1").body(data).post("/").then();
        var dead = event().header("ce-id", "1")
                .header("ce-knativeerrordest", "http://x")
                .body(data)
                .post("/")
                .then();

        // Then
        alive.statusCode(413);
        dead.statusCode(422);
    }

    private static RequestSpecification event() {
        return given().contentType("application/json; charset=utf-8")
                .header("ce-source", "/test")
                .header("ce-type", TYPE)
                .header("ce-specversion", "1.0")
                .header("ce-tenant", "acme");
    }
}
