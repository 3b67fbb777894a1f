package dev.millrace.hookvalidation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.Digest;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.FunctionNeighbours.Folders;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "hook-validation"))
class HookValidationFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPENED = "dev.millrace.ticket.opened.v1";
    private static final String QUARANTINED = "dev.millrace.hook.quarantined.v1";
    private static final String TICKET = """
        {"id":"n-1","eventType":"workitem.created","resource":{"id":5,"rev":1,"fields":{
         "System.TeamProject":"Größe A","System.Title":"Add a flag","System.Tags":"millrace","System.State":"New"}}}""";

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase database;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    Folders folders;

    @BeforeEach
    void registerTenant() throws IOException {
        register("contoso");
    }

    private void register(String tenant) throws IOException {
        Files.writeString(folders.tenants().resolve(tenant + ".yaml"), """
            id: %2$s
            hosts: [{name: ado, kind: ado}]
            hooks:
              - {name: boards, kind: ado, host: ado, secrets: [{sha256: %1$s}]}
              - {name: events, kind: cloudevents, types: [com.example.*], secrets: [{sha256: %1$s}]}
            """.formatted(
                        Digest.of("x").hex(), tenant));
    }

    @Test
    void answersATicketThatAsksWithTicketOpened() {
        // When
        Response response = deliver(hook("boards", "ado", TICKET));

        // Then
        response.then()
                .statusCode(200)
                .header("ce-type", OPENED)
                .header("ce-tenant", "contoso")
                .header("ce-correlationid", "ado/Gr%25C3%25B6%25C3%259Fe%2520A/5")
                .body("ticket.project", equalTo("Größe A"))
                .body("asks", equalTo("by-tag"));
    }

    @Test
    void answersTheSameHookAlwaysAlikeAndRemembersItOnce() throws Exception {
        // Given
        ObjectNode hook = hook("boards", "ado", TICKET);

        // When
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = IntStream.range(0, 16)
                    .mapToObj(i -> workers.submit(() -> deliver(hook)))
                    .toList();

            // Then
            for (var reply : replies) {
                assertThat(reply.get().statusCode()).isEqualTo(200);
                assertThat(reply.get().header("ce-id"))
                        .isEqualTo(replies.getFirst().get().header("ce-id"));
            }
        }
        assertThat(hooksWith(hook.at("/data/delivery/id").asText())).isEqualTo(1);
    }

    @Test
    void keepsItsAnswerWhenTheRulesChange() throws IOException {
        // Given
        register("leaver");
        ObjectNode hook = leavers(hook("boards", "ado", TICKET));
        await().untilAsserted(() ->
                assertThat(type(leavers(hook("boards", "ado", TICKET)))).isEqualTo(OPENED));
        deliver(hook);
        Files.delete(folders.tenants().resolve("leaver.yaml"));
        await().untilAsserted(() ->
                assertThat(type(leavers(hook("boards", "ado", TICKET)))).isEqualTo(QUARANTINED));

        // When
        Response again = deliver(hook);

        // Then
        again.then().header("ce-type", OPENED);
    }

    @Test
    void refusesTheSameEventWithOtherContent() {
        // Given
        ObjectNode hook = hook("boards", "ado", TICKET);
        deliver(hook);

        // When
        ObjectNode other = hook.deepCopy();
        ((ObjectNode) other.get("data")).put("body", "{}");

        // Then
        deliver(other).then().statusCode(422).contentType("application/problem+json");
    }

    @Test
    void quarantinesAnotherHookUnderAnUsedId() {
        // Given
        ObjectNode hook = hook("boards", "ado", TICKET);
        deliver(hook);
        ObjectNode other = hook("boards", "ado", TICKET.replace("flag", "frog"));
        ((ObjectNode) other.at("/data/delivery"))
                .put("id", hook.at("/data/delivery/id").asText());

        // When
        Response response = deliver(other);

        // Then
        response.then()
                .header("ce-type", QUARANTINED)
                .body("reason", equalTo("other-content"))
                .body("bodyRef", startsWith("content:contoso/"));
    }

    @Test
    void ignoresWhatAsksForNothing() {
        deliver(hook("boards", "ado", TICKET.replace("millrace", "other")))
                .then()
                .header("ce-type", "dev.millrace.hook.ignored.v1")
                .body("hostEvent", equalTo("workitem.created"));
    }

    @Test
    void quarantinesWhatItDoesNotUnderstand() {
        for (String body : new String[] {"", "{", "[]", "null", "{\"a\":1}", "[".repeat(3_000)}) {
            deliver(hook("boards", "ado", body))
                    .then()
                    .statusCode(200)
                    .header("ce-type", QUARANTINED)
                    .body("bodyRef", startsWith("content:contoso/"));
        }
    }

    @Test
    void quarantinesABodyOfWhichOnlyTheBeginningIsLeft() {
        // Given
        ObjectNode hook = hook("boards", "ado", "");
        ObjectNode data = (ObjectNode) hook.get("data");
        data.remove("body");
        data.put("bodyRef", "content:contoso/" + Digest.of("gone").hex()).put("complete", false);

        // Then
        deliver(hook).then().header("ce-type", QUARANTINED).body("reason", equalTo("too-large"));
    }

    @Test
    void passesAForeignEventOnUnderItsOwnName() {
        // Given
        String foreign = """
            {"specversion":"1.0","id":"1","source":"/n8n","type":"com.example.done","subject":"a","color":"blue",
             "tenant":"other","correlationid":"ado/x/1","knativebrokerttl":"1","datacontenttype":"application/json",
             "data":{"a":1}}""";

        // When
        Response response = deliver(hook("events", "cloudevents", foreign));

        // Then
        response.then()
                .statusCode(200)
                .header("ce-type", "com.example.done")
                .header("ce-source", "/hooks/contoso/events")
                .header("ce-subject", "a")
                .header("ce-color", "blue")
                .header("ce-tenant", "contoso")
                .header("ce-correlationid", nullValue())
                .header("ce-knativebrokerttl", nullValue())
                .body("a", equalTo(1));
        assertThat(response.header("ce-id")).isNotEqualTo("1");
    }

    @Test
    void quarantinesAForgedEventOfOurs() {
        String forged = """
            {"specversion":"1.0","id":"1","source":"/x","type":"dev.millrace.ticket.opened.v1","data":{}}""";
        deliver(hook("events", "cloudevents", forged))
                .then()
                .header("ce-type", QUARANTINED)
                .body("reason", equalTo("forbidden-type"));
    }

    private static ObjectNode leavers(ObjectNode event) {
        return event.put("tenant", "leaver");
    }

    private static String type(ObjectNode event) {
        return deliver(event).header("ce-type");
    }

    private static Response deliver(ObjectNode event) {
        return given().contentType("application/cloudevents+json; charset=utf-8")
                .body(event.toString())
                .post("/");
    }

    private static ObjectNode hook(String subscription, String kind, String body) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "/hooks/contoso/" + subscription)
                .put("type", "dev.millrace.hook.received.v1")
                .put("tenant", "contoso")
                .put("datacontenttype", "application/json");
        ObjectNode data = event.putObject("data").put("body", body).put("complete", true);
        data.putObject("delivery")
                .put("kind", kind)
                .put("subscription", subscription)
                .put("id", UUID.randomUUID().toString())
                .put("digest", Digest.of(body).hex())
                .put("bytes", body.length());
        return event;
    }

    private long hooksWith(String delivery) throws SQLException {
        try (var connection = database.connectAsAdmin();
                var query = connection.prepareStatement(
                        "SELECT count(*) FROM hook_validation.hooks WHERE delivery_id = ?")) {
            query.setString(1, delivery);
            var rows = query.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }
}
