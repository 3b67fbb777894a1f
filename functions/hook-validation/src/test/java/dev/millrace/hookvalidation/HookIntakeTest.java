package dev.millrace.hookvalidation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Digest;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a hook: one event, whatever it is. */
@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "hook-validation"))
class HookIntakeTest extends HookFixture {

    private static final String OPENED = "dev.millrace.ticket.opened.v1";
    private static final String QUARANTINED = "dev.millrace.hook.quarantined.v1";

    @Test
    void aTicketThatAsksBecomesTicketOpened() {
        // When
        postAdo(ticket());

        // Then
        JsonNode event = event();
        assertThat(event.at("/type").asText()).isEqualTo(OPENED);
        assertThat(event.at("/source").asText()).isEqualTo("/hooks/acme/boards");
        assertThat(event.at("/tenant").asText()).isEqualTo("acme");
        assertThat(event.at("/correlationid").asText()).isEqualTo("ado/Gr%C3%B6%C3%9Fe%20A/5");
        assertThat(event.at("/traceparent").asText()).startsWith("00-");
        assertThat(event.at("/data/ticket/project").asText()).isEqualTo("Größe A");
        assertThat(event.at("/data/asks").asText()).isEqualTo("by-tag");
    }

    @Test
    void theSameHookIsTheSameEventAndOneEntryInTheLedger() throws Exception {
        // Given
        String delivery = UUID.randomUUID().toString();
        String body = ticket(delivery);

        // When
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                var _ = workers.submit(() -> postAdo(body));
            }
        }

        // Then
        assertThat(events()).hasSize(16).allSatisfy(event -> {
            assertThat(event.at("/id")).isEqualTo(events().getFirst().at("/id"));
            assertThat(event.at("/type").asText()).isEqualTo(OPENED);
        });
        assertThat(entries(delivery)).isEqualTo(1);
    }

    @Test
    void aHookThatTheBrokerDidNotTakeIsTheSameEventWhenItComesAgain() {
        // Given
        String body = ticket();
        sink.answer(500);
        postAdo(body);
        sink.answer(202);

        // When
        postAdo(body);

        // Then
        assertThat(event().at("/type").asText()).isEqualTo(OPENED);
        assertThat(sink.refused())
                .hasSize(1)
                .first()
                .asString()
                .contains(event().at("/id").asText());
    }

    @Test
    void anotherHookUnderAUsedIdIsQuarantined() {
        // Given
        String body = ticket();
        postAdo(body);
        sink.forget();

        // When
        postAdo(body.replace("flag", "frog"));

        // Then
        assertQuarantined(event(), "other-content");
    }

    @Test
    void tenantsDoNotShareIds() {
        // Given
        String body = ticket();

        // When
        postAdo(body);
        ado("other").body(body).post("/hooks/other/boards");

        // Then
        assertThat(events()).extracting(event -> event.at("/type").asText()).containsExactly(OPENED, OPENED);
        assertThat(events().getFirst().at("/id"))
                .isNotEqualTo(events().getLast().at("/id"));
    }

    @Test
    void ignoresWhatAsksForNothing() {
        // When
        postAdo(ticket().replace("millrace", "other"));

        // Then
        assertThat(event().at("/type").asText()).isEqualTo("dev.millrace.hook.ignored.v1");
        assertThat(event().at("/data/hostEvent").asText()).isEqualTo("workitem.created");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"a\":1}", "{\"id\":\"\\u0000\"}"})
    void quarantinesWhatItDoesNotUnderstand(String body) {
        // When
        postAdo(body);

        // Then
        assertThat(event().at("/type").asText()).isEqualTo(QUARANTINED);
        assertThat(event().at("/data/bodyRef").asText()).startsWith("content:acme/");
    }

    @Test
    void quarantinesDeepNesting() {
        postAdo("[".repeat(100_000));
        assertQuarantined(event(), "not-json");
    }

    @Test
    void keepsTheBeginningOfABodyThatIsTooLarge() throws Exception {
        // Given
        String body = "x".repeat(5_000_000);

        // When
        postAdo(body).then().statusCode(202);

        // Then
        assertQuarantined(event(), "too-large");
        assertThat(event().at("/data/delivery/bytes").asLong()).isEqualTo(5_000_000);
        assertThat(event().at("/data/delivery/digest").asText())
                .isEqualTo(Digest.of(body).hex());
        assertThat(contentBytes()).isGreaterThan(65_536L);
    }

    @Test
    void quarantinesWhatWouldMakeTooLargeAnEvent() {
        // When
        postAdo(ticket().replace("Add a flag", "é".repeat(100_000))).then().statusCode(202);

        // Then
        assertQuarantined(event(), "too-large");
    }

    @Test
    void quarantinesABodyThatIsNoUtf8() {
        // When
        ado("acme")
                .contentType("application/octet-stream")
                .body(new byte[] {(byte) 0xC3, 0x28})
                .post("/hooks/acme/boards")
                .then()
                .statusCode(202);

        // Then
        assertQuarantined(event(), "not-utf-8");
    }

    @Test
    void toleratesAByteOrderMark() {
        // When
        ado("acme").body(("\uFEFF" + ticket()).getBytes(StandardCharsets.UTF_8)).post("/hooks/acme/boards");

        // Then
        assertThat(event().at("/type").asText()).isEqualTo(OPENED);
    }

    @Test
    void passesAForeignEventOnUnderItsOwnTypeInBothModes() {
        // Given
        String id = UUID.randomUUID().toString();

        // When
        given().header("Authorization", "Bearer " + SECRET)
                .contentType("application/json")
                .header("ce-id", id)
                .header("ce-source", "/n8n")
                .header("ce-type", "com.example.done")
                .header("ce-specversion", "1.0")
                .body("{\"a\":1}")
                .post("/hooks/acme/events")
                .then()
                .statusCode(202);
        postEvent("""
            {"specversion":"1.0","id":"%s-2","source":"/n8n","type":"com.example.done","subject":"a","color":"blue",
             "tenant":"other","correlationid":"ado/x/1","knativebrokerttl":"1","datacontenttype":"application/json",
             "data":{"a":1}}""".formatted(id)).then().statusCode(202);

        // Then
        assertThat(events()).hasSize(2).allSatisfy(event -> {
            assertThat(event.at("/type").asText()).isEqualTo("com.example.done");
            assertThat(event.at("/source").asText()).isEqualTo("/hooks/acme/events");
            assertThat(event.at("/tenant").asText()).isEqualTo("acme");
            assertThat(event.at("/id").asText()).doesNotContain(id);
            assertThat(event.at("/data/a").asInt()).isEqualTo(1);
            assertThat(event.has("correlationid") || event.has("knativebrokerttl"))
                    .isFalse();
        });
        assertThat(events().getLast().at("/color").asText()).isEqualTo("blue");
    }

    @Test
    void quarantinesAForgedEventOfOurs() {
        // When
        postEvent("""
            {"specversion":"1.0","id":"%s","source":"/x","type":"dev.millrace.ticket.opened.v1","data":{}}""".formatted(UUID.randomUUID()));

        // Then
        assertQuarantined(event(), "forbidden-type");
    }

    private static void assertQuarantined(JsonNode event, String reason) {
        assertThat(event.at("/type").asText()).isEqualTo(QUARANTINED);
        assertThat(event.at("/data/reason").asText()).isEqualTo(reason);
        assertThat(event.at("/data/bodyRef").asText()).startsWith("content:acme/");
    }

    private long entries(String delivery) throws SQLException {
        try (var connection = database.connectAsAdmin();
                var query = connection.prepareStatement(
                        "SELECT count(*) FROM hook_validation.hooks WHERE delivery_id = ?")) {
            query.setString(1, delivery);
            var rows = query.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    private long contentBytes() throws SQLException {
        try (var connection = database.connectAsAdmin();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT max(length(sealed)) FROM content.contents WHERE tenant = 'acme'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
