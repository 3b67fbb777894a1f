package dev.millrace.platform.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.platform.PlatformDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformDatabase.class)
class EventGuardTest {

    private static final String TYPE = "dev.millrace.ticket.opened.v1";
    private static final String DATA = """
        {"ticket":{"host":"ado","project":"Größe A","id":"7"},"title":"Add a flag","asks":"by-tag"}""";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URI root;

    @Test
    void answersABinaryEventWithAReplyThatContinuesItsTrace() {
        // When
        ValidatableResponse response = binary(DATA).post("/").then();

        // Then
        response.statusCode(200)
                .header("ce-type", TYPE)
                .header("ce-source", "/functions/probe")
                .header("ce-tenant", "acme")
                .header("ce-causationid", "e-1")
                .header("ce-correlationid", "ado/Gr%25C3%25B6%25C3%259Fe%2520A/7")
                .header("ce-traceparent", startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-"))
                .header("ce-traceparent", not(equalTo(TRACE)))
                .body("ticket.project", equalTo("Größe A"));
    }

    @Test
    void answersAStructuredEventLikeABinaryOne() {
        // When
        ValidatableResponse response = structured("""
                {"specversion":"1.0","id":"e-1","source":"/test","type":"%s","tenant":"acme",
                 "datacontenttype":"application/json","data":%s}""".formatted(TYPE, DATA));

        // Then
        response.statusCode(200).header("ce-causationid", "e-1").body("title", equalTo("Add a flag"));
    }

    @Test
    void givesTheSameReplyIdToTheSameEvent() {
        // Given
        String first = binary(DATA).post("/").getHeader("ce-id");

        // When
        ValidatableResponse second = binary(DATA).post("/").then();

        // Then
        second.header("ce-id", first);
    }

    @Test
    void answers204WithoutReply() {
        binary(DATA.replace("Add a flag", "void"))
                .post("/")
                .then()
                .statusCode(204)
                .body(emptyString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-id", "ce-source", "ce-type", "ce-specversion"})
    void refusesAnEventWithoutARequiredAttribute(String attribute) {
        problem(binaryWithout(attribute).post("/").then(), 400);
    }

    @Test
    void refusesAnUnknownSpecificationVersion() {
        problem(
                binaryWithout("ce-specversion")
                        .header("ce-specversion", "9.0")
                        .post("/")
                        .then(),
                400);
        problem(
                binaryWithout("ce-specversion")
                        .header("ce-specversion", "0.3")
                        .post("/")
                        .then(),
                400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\"}",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"a b\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"yesterday\"}",
                "{\"specversion\":1.0,\"id\":{},\"source\":\"/s\",\"type\":\"t\"}"
            })
    void refusesAStructuredEventThatIsNone(String body) {
        problem(structured(body), 400)
                .body("detail", not(containsString("com.")))
                .body("detail", not(containsString("`")));
    }

    @Test
    void refusesABatch() {
        problem(
                given().contentType("application/cloudevents-batch+json")
                        .body("[]")
                        .post("/")
                        .then(),
                415);
    }

    @Test
    void refusesPlainJsonAtTheRoot() {
        problem(given().contentType("application/json").body(DATA).post("/").then(), 400);
    }

    @Test
    void closesFunqysSideDoor() {
        problem(
                given().contentType("application/json")
                        .body(DATA)
                        .post("/probe")
                        .then(),
                404);
        problem(binary(DATA).post("/probe").then(), 404);
    }

    @Test
    void refusesOtherMethods() {
        problem(given().get("/").then(), 405);
        problem(binary(DATA).put("/").then(), 405);
    }

    @Test
    void refusesATypeThatTheFunctionDoesNotHandle() {
        problem(
                binaryWithout("ce-type")
                        .header("ce-type", "dev.millrace.hook.ignored.v1")
                        .post("/")
                        .then(),
                422);
        problem(
                binaryWithout("ce-type")
                        .header("ce-type", "com.example.unknown")
                        .post("/")
                        .then(),
                422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {                                                                          | valid JSON
                []                                                                         | form
                {}                                                                         | 'ticket' must be set
                {"ticket":{},"title":"x","asks":"by-tag"}                                  | a ticket needs a host
                {"ticket":"x","title":"x","asks":"by-tag"}                                 | form
                {"ticket":{"host":"a","project":"b","id":"1"},"title":"x","asks":"magic"}  | asks
                {"ticket":{"host":"a","project":"b","id":"1"},"title":"x","asks":"by-tag"} x | valid JSON
                """)
    void refusesDataThatDoesNotFit(String data, String says) {
        problem(binary(data).post("/").then(), 422).body("detail", containsString(says));
    }

    @Test
    void refusesAnEventWithoutTenantOrWithABadOne() {
        problem(binaryWithout("ce-tenant").post("/").then(), 422);
        problem(binaryWithout("ce-tenant").header("ce-tenant", "A b").post("/").then(), 422);
    }

    @ParameterizedTest
    @ValueSource(ints = {900, 5_000, 30_000})
    void refusesDeepNesting(int depth) throws Exception {
        // Given
        String deep = "[".repeat(depth) + "]".repeat(depth);
        String event = """
            {"specversion":"1.0","id":"e-1","source":"/test","type":"%s","tenant":"acme","data":%s}""".formatted(TYPE, deep);

        // When
        int binary = post("application/json", deep);
        int structured = post("application/cloudevents+json", event);

        // Then
        assertThat(binary).isEqualTo(422);
        assertThat(structured).isEqualTo(depth < 1_000 ? 422 : 400);
    }

    @Test
    void refusesAnEventThatIsTooLarge() {
        problem(binary("\"" + "x".repeat(EventCodec.LARGEST) + "\"").post("/").then(), 413);
    }

    @Test
    void hidesWhatFailedInside() {
        problem(binary(DATA.replace("Add a flag", "fail")).post("/").then(), 500)
                .body(not(containsString("secret detail")));
    }

    @Test
    void tellsThatItIsAlive() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
    }

    /** Posts as any client does; REST Assured takes seconds over a deeply nested body. */
    private int post(String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(root)
                .headers("Content-Type", type, "ce-id", "e-1", "ce-source", "/test", "ce-type", TYPE)
                .headers("ce-specversion", "1.0", "ce-tenant", "acme")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", startsWith("urn:millrace:problem:"))
                .body("detail", not(emptyString()));
    }

    private static RequestSpecification binary(String data) {
        return binaryWithout("").body(data);
    }

    private static RequestSpecification binaryWithout(String attribute) {
        RequestSpecification request =
                given().contentType("application/json; charset=utf-8").body(DATA);
        String[][] headers = {
            {"ce-id", "e-1"},
            {"ce-source", "/test"},
            {"ce-type", TYPE},
            {"ce-specversion", "1.0"},
            {"ce-tenant", "acme"},
            {"ce-traceparent", TRACE}
        };
        for (String[] header : headers) {
            if (!header[0].equals(attribute)) {
                request.header(header[0], header[1]);
            }
        }
        return request;
    }

    private static ValidatableResponse structured(String body) {
        return given().contentType("application/cloudevents+json; charset=utf-8")
                .body(body)
                .post("/")
                .then();
    }
}
