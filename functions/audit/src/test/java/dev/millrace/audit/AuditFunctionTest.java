package dev.millrace.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "audit"))
class AuditFunctionTest {

    private static final String ERASURE = "dev.millrace.audit.erasure-requested.v1";

    private static final String WAITING = """
        SELECT count(*) FROM pg_stat_activity WHERE usename = 'audit' AND wait_event_type = 'Lock'""";

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase database;

    @Test
    void takesAnyEventAndAddsNothing() {
        deliver(id(), "{\"a\":1}").then().statusCode(204).body(emptyString());
    }

    @Test
    void appendsADuplicateOnceThoughItsDataIsWrittenAnew() throws SQLException {
        // Given
        String id = id();
        deliver(id, "{\"a\":1}");

        // When
        Response again = deliver(id, "{ \"a\" : 1 }");

        // Then
        again.then().statusCode(204);
        assertThat(entriesWith(id)).isEqualTo(1);
    }

    @Test
    void refusesTheSameEventWithOtherContent() {
        // Given
        String id = id();
        deliver(id, "{\"a\":1}");

        // When
        Response other = deliver(id, "{\"a\":2}");

        // Then
        other.then().statusCode(422).contentType("application/problem+json");
    }

    @Test
    void givesTwoHundredEventsAtOnceOneEntryEachWithoutAGap() throws Exception {
        // Given
        long before = head();
        List<Integer> answers = new ArrayList<>();

        // When
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var deliveries = IntStream.range(0, 200)
                    .mapToObj(i -> workers.submit(() -> deliver(id(), "{}").statusCode()))
                    .toList();
            for (var delivery : deliveries) {
                answers.add(delivery.get());
            }
        }

        // Then
        assertThat(answers).containsOnly(204);
        assertThat(numbers("SELECT seq FROM audit.entries WHERE seq >= " + before + " ORDER BY seq"))
                .containsExactlyElementsOf(
                        LongStream.range(before, before + 200).boxed().toList());
        assertThat(head()).isEqualTo(before + 200);
    }

    @Test
    void takesBinaryData() throws SQLException {
        // Given
        String id = id();

        // When
        Response response = binary(id)
                .contentType("application/octet-stream")
                .body(new byte[] {0, (byte) 0xFF, (byte) 0xC3, 0x28})
                .post("/");

        // Then
        response.then().statusCode(204);
        assertThat(entriesWith(id)).isEqualTo(1);
    }

    @Test
    void takesAForeignTypeWithoutDataAndKeepsNoSubject() throws SQLException {
        // Given
        String id = id();

        // When
        Response response = binary(id)
                .header("ce-subject", "Jane Doe")
                .header("ce-customer", "Jane Doe")
                .post("/");

        // Then
        response.then().statusCode(204);
        assertThat(leaf(id)).contains("com.example.done").doesNotContain("Jane");
    }

    @Test
    void refusesAnAttributeThatItCannotKeep() {
        binary(id())
                .header("ce-correlationid", "x".repeat(1001))
                .post("/")
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    void refusesAnEventOfNoTenantAndOneWithBrokenJson() {
        given().contentType("application/cloudevents+json")
                .body("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"com.example.done\"}")
                .post("/")
                .then()
                .statusCode(422);
        deliver(id(), "{").then().statusCode(422);
    }

    @Test
    void answersARequestToEraseAlwaysAlike() throws SQLException {
        // Given
        String ticket = "ado/Fabrikam/" + id();
        binary(id()).header("ce-correlationid", ticket).post("/").then().statusCode(204);
        binary(id()).header("ce-correlationid", ticket).post("/").then().statusCode(204);
        String request = id();

        // When
        Response first = erase(request, ticket);
        Response second = erase(request, ticket);

        // Then
        first.then()
                .statusCode(200)
                .header("ce-type", "dev.millrace.audit.erased.v1")
                .header("ce-causationid", request)
                .body("correlationId", equalTo(ticket))
                .body("entries", equalTo(2));
        assertThat(second.header("ce-id")).isEqualTo(first.header("ce-id"));
        assertThat(second.header("ce-time")).isEqualTo(first.header("ce-time"));
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(numbers("""
                SELECT count(*) FROM audit.contents JOIN audit.entries USING (seq) WHERE correlationid = '%s'""".formatted(ticket))).containsExactly(0L);
        assertThat(entriesWith(request)).isEqualTo(1);
    }

    @Test
    void refusesARequestToEraseThatNamesNoTicket() {
        structured(id(), ERASURE, "{\"reason\":\"asked\"}").then().statusCode(422);
    }

    @Test
    void answers503WhenTheDatabaseGoesAwayAndAppendsWhenItIsBack() throws Exception {
        // Given
        String id = id();
        CompletableFuture<Response> delivery;
        try (var blocker = database.connectAsAdmin()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("SELECT FROM audit.head FOR UPDATE");
            delivery = CompletableFuture.supplyAsync(() -> deliver(id, "{}"));
            await().until(() -> numbers(WAITING).getFirst() >= 1);

            // When
            numbers("SELECT pg_terminate_backend(pid)::int FROM pg_stat_activity WHERE usename = 'audit'");
        }

        // Then
        delivery.join().then().statusCode(503).header("Retry-After", "1");
        await().until(() -> deliver(id, "{}").statusCode() == 204);
        assertThat(entriesWith(id)).isEqualTo(1);
    }

    private static Response erase(String id, String ticket) {
        return structured(id, ERASURE, """
                {"correlationId":"%s","requestedBy":"operator","reason":"asked"}""".formatted(ticket));
    }

    private static Response deliver(String id, String data) {
        return binary(id).contentType("application/json").body(data).post("/");
    }

    private static Response structured(String id, String type, String data) {
        return given().contentType("application/cloudevents+json")
                .body("""
                        {"specversion":"1.0","id":"%s","source":"/audit/erasures","type":"%s","tenant":"acme",
                         "datacontenttype":"application/json","data":%s}""".formatted(id, type, data))
                .post("/");
    }

    private static RequestSpecification binary(String id) {
        return given().header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "/n8n")
                .header("ce-type", "com.example.done")
                .header("ce-tenant", "acme");
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private long head() throws SQLException {
        return numbers("SELECT size FROM audit.head").getFirst();
    }

    private long entriesWith(String id) throws SQLException {
        return numbers("SELECT count(*) FROM audit.entries WHERE id = '" + id + "'")
                .getFirst();
    }

    private String leaf(String id) throws SQLException {
        try (var connection = database.connectAsAdmin();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT convert_from(leaf, 'UTF8') FROM audit.entries WHERE id = '" + id + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private List<Long> numbers(String query) throws SQLException {
        try (var connection = database.connectAsAdmin();
                var rows = connection.createStatement().executeQuery(query)) {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }
}
