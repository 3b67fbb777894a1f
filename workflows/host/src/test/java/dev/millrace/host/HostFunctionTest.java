package dev.millrace.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(HostNeighbours.class)
class HostFunctionTest extends HostFixture {

    @Test
    void aTicketStartsOneWorkflowHoweverOftenItAsks() {
        // Given
        String ticket = UUID.randomUUID().toString();

        // When
        deliver(ticket("ticket.opened", ticket)).then().statusCode(204);
        deliver(ticket("ticket.opened", ticket)).then().statusCode(204);

        // Then
        await().untilAsserted(() -> assertThat(contextRequests(ticket)).hasSize(1));
        JsonNode command = contextRequests(ticket).getFirst();
        assertThat(command.at("/tenant").asText()).isEqualTo("acme");
        assertThat(command.at("/correlationid").asText()).isEqualTo("ado/Fabrikam/" + ticket);
        assertThat(command.at("/instanceid").asText()).isNotEmpty();
    }

    @Test
    void aReplyWakesTheWorkflowThatAsked() {
        // Given
        String ticket = UUID.randomUUID().toString();
        deliver(ticket("ticket.opened", ticket));
        await().untilAsserted(() -> assertThat(contextRequests(ticket)).hasSize(1));
        JsonNode command = contextRequests(ticket).getFirst();
        String reply = event(
                "context.refused",
                command.at("/instanceid").asText(),
                command.at("/id").asText(),
                """
                {"ticket":{"host":"ado","project":"Fabrikam","id":"%s"},"reason":"not-found","detail":"There is none."}""".formatted(ticket));

        // When
        deliver(reply).then().statusCode(204);
        deliver(reply).then().statusCode(204);

        // Then
        String root = command.at("/instanceid").asText().split(":", -1)[0];
        await().untilAsserted(
                        () -> assertThat(instance(root).at("/status").asText()).isEqualTo("completed"));
    }

    @Test
    void aReopenedTicketStartsAGenerationOfItsOwnOnlyAfterTheLastOneEnded() {
        // Given
        String ticket = UUID.randomUUID().toString();
        deliver(ticket("ticket.opened", ticket));
        await().untilAsserted(() -> assertThat(contextRequests(ticket)).hasSize(1));
        String first = root(contextRequests(ticket).getFirst());
        deliver(ticket("ticket.reopened", ticket)).then().statusCode(204);
        operator().post("/workflows/" + first + "/terminate").then().statusCode(202);
        await().untilAsserted(
                        () -> assertThat(instance(first).at("/status").asText()).isEqualTo("terminated"));
        String reopened = ticket("ticket.reopened", ticket);

        // When
        deliver(reopened).then().statusCode(204);
        deliver(reopened).then().statusCode(204);

        // Then
        await().untilAsserted(() -> assertThat(contextRequests(ticket)).hasSize(2));
        assertThat(root(contextRequests(ticket).getLast())).isNotEqualTo(first);
    }

    @Test
    void severalReopeningsAtOnceAreRefusedForAWhileAndNeverAreAFault() throws Exception {
        // Given
        String ticket = UUID.randomUUID().toString();

        // When
        var statuses = new ConcurrentLinkedQueue<Integer>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                workers.execute(() ->
                        statuses.add(deliver(ticket("ticket.reopened", ticket)).statusCode()));
            }
        }

        // Then
        assertThat(statuses).hasSize(16).isSubsetOf(204, 409).contains(204);
    }

    @Test
    void anAlarmRingsOnceHoweverOftenItIsSet() {
        // Given
        String name = "alarm-" + UUID.randomUUID();
        String data = """
            {"name":"%s","at":"2026-01-05T07:00:00Z"}""".formatted(name);

        // When
        deliver(event("alarm.requested", null, null, data)).then().statusCode(204);
        deliver(event("alarm.requested", null, null, data)).then().statusCode(204);

        // Then
        await().untilAsserted(() -> assertThat(commands("alarm.rang"))
                .filteredOn(rang -> rang.at("/data/name").asText().equals(name))
                .hasSize(1)
                .first()
                .satisfies(rang -> assertThat(rang.at("/tenant").asText()).isEqualTo("acme")));
    }

    @Test
    void whatNobodyWaitsForIsDone() {
        deliver(event("comment.written", UUID.randomUUID().toString(), "x", """
            {"ticket":{"host":"ado","project":"Fabrikam","id":"1"},"topic":"plan"}"""))
                .then()
                .statusCode(204);
        deliver(event("build.completed", null, null, """
            {"build":{"host":"ado","project":"Fabrikam","id":"%s"},"pipeline":"ci","result":"failed"}""".formatted(UUID.randomUUID())))
                .then()
                .statusCode(204);
        deliver(event("pullrequest.updated", null, null, """
            {"pullRequest":{"host":"ado","project":"F","repository":"r","number":"1"},"status":"open","draft":true,
             "sourceRef":"refs/heads/a","targetRef":"refs/heads/main"}""")).then().statusCode(204);
    }

    private static String root(JsonNode command) {
        return command.at("/instanceid").asText().split(":", -1)[0];
    }

    private static JsonNode instance(String id) {
        return tree(operator().get("/workflows/" + id).asString());
    }

    private List<JsonNode> contextRequests(String ticket) {
        return commands("context.requested").stream()
                .filter(command -> command.at("/data/ticket/id").asText().equals(ticket))
                .toList();
    }
}
