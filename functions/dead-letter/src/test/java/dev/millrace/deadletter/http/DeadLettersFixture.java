package dev.millrace.deadletter.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.deadletter.DeadLetterSurroundings;
import dev.millrace.testkit.RecordingSink;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;

/** An operator at the door, and the broker behind it. */
@SuppressWarnings("NullAway.Init") // the surroundings set the fields
abstract class DeadLettersFixture {

    static final String SOMEBODY = "audit";

    RecordingSink broker;

    @BeforeEach
    void forgetWhatWasPublished() {
        broker.forget();
    }

    static ValidatableResponse problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", startsWith("urn:millrace:problem:"))
                .body("detail", not(emptyOrNullString()));
    }

    static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + DeadLetterSurroundings.TOKEN);
    }

    static RequestSpecification ordered(String body) {
        RequestSpecification request = operator().contentType("application/json");
        return body.isEmpty() ? request : request.body(body);
    }
}
