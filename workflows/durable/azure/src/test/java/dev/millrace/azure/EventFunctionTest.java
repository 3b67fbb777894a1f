package dev.millrace.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.engine.Status;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventFunctionTest {

    private static Surroundings around;

    @BeforeAll
    static void open() {
        around = new Surroundings();
    }

    @AfterAll
    static void close() {
        around.close();
    }

    private static List<JsonNode> contextRequests(String ticket) {
        return around.commands("context.requested").stream()
                .filter(command -> command.at("/data/ticket/id").asText().equals(ticket))
                .toList();
    }

    /** @return the command with which the ticket's workflow begins */
    private static JsonNode started(String ticket) {
        assertThat(around.deliver(Surroundings.ticket("ticket.opened", ticket)).getStatusCode())
                .isEqualTo(204);
        await().untilAsserted(() -> assertThat(contextRequests(ticket)).hasSize(1));
        return contextRequests(ticket).getFirst();
    }

    private static String root(JsonNode command) {
        return command.path("instanceid").asText().split(":", -1)[0];
    }

    private static Status status(String instance) {
        return around.hub.client().get(instance, false).orElseThrow().status();
    }

    @Test
    void aTicketStartsOneWorkflowHoweverOftenItAsks() {
        // Given
        String ticket = UUID.randomUUID().toString();
        JsonNode command = started(ticket);

        // When
        int again = around.deliver(Surroundings.ticket("ticket.opened", ticket)).getStatusCode();

        // Then
        assertThat(again).isEqualTo(204);
        assertThat(around.hub.client().history(root(command))).isNotEmpty();
        assertThat(command.path("correlationid").asText()).isEqualTo("ado/Fabrikam/" + ticket);
    }

    @Test
    void aTicketWhoseWorkflowEndedStartsNoOther() {
        // Given
        String ticket = UUID.randomUUID().toString();
        String root = root(started(ticket));
        around.hub.client().terminate(root, null);
        await().untilAsserted(() -> assertThat(status(root)).isEqualTo(Status.TERMINATED));

        // When
        int again = around.deliver(Surroundings.ticket("ticket.opened", ticket)).getStatusCode();

        // Then
        assertThat(again).isEqualTo(204);
        assertThat(status(root)).isEqualTo(Status.TERMINATED);
    }

    @Test
    void takesAnEventInBinaryMode() {
        // Given
        String ticket = UUID.randomUUID().toString();
        var request = Request.post(
                Map.of(
                        "Content-Type", "application/json",
                        "Ce-Specversion", "1.0",
                        "Ce-Id", "a%20b",
                        "Ce-Source", "/tests",
                        "Ce-Type", "dev.millrace.ticket.opened.v1",
                        "Ce-Tenant", "acme"),
                """
                {"ticket":{"host":"ado","project":"Fabrikam","id":"%s"},"title":"Add a flag","asks":"by-tag"}""".formatted(ticket));

        // When
        int status = around.deliver(request).getStatusCode();

        // Then
        assertThat(status).isEqualTo(204);
        await().untilAsserted(() -> assertThat(contextRequests(ticket)).hasSize(1));
    }

    @Test
    void aReplyWakesTheWorkflowThatAsked() {
        // Given
        String ticket = UUID.randomUUID().toString();
        JsonNode command = started(ticket);
        String reply = Surroundings.event(
                "context.refused",
                command.path("instanceid").asText(),
                command.path("id").asText(),
                """
                {"ticket":{"host":"ado","project":"Fabrikam","id":"%s"},"reason":"not-found","detail":"There is none."}""".formatted(ticket));

        // When
        around.deliver(reply);
        int again = around.deliver(reply).getStatusCode();

        // Then
        assertThat(again).isEqualTo(204);
        await().untilAsserted(() ->
                assertThat(status(command.path("instanceid").asText())).isEqualTo(Status.COMPLETED));
    }

    @Test
    void aReopenedTicketStartsAGenerationOfItsOwnOnlyAfterTheLastOneEnded() {
        // Given
        String ticket = UUID.randomUUID().toString();
        String first = root(started(ticket));
        around.deliver(Surroundings.ticket("ticket.reopened", ticket));
        around.hub.client().terminate(first, null);
        await().untilAsserted(() -> assertThat(status(first)).isEqualTo(Status.TERMINATED));
        String reopened = Surroundings.ticket("ticket.reopened", ticket);

        // When
        around.deliver(reopened);

        // Then
        await().untilAsserted(() -> assertThat(contextRequests(ticket)).hasSize(2));
        assertThat(root(contextRequests(ticket).getLast())).isNotEqualTo(first);
    }

    @Test
    void aBuildThatEndedBeforeItsReplyIsHeardOfWithTheReply() {
        // Given
        JsonNode command = started(UUID.randomUUID().toString());
        String build = UUID.randomUUID().toString();
        String instance = command.path("instanceid").asText();
        int early = around.deliver(Surroundings.event("build.completed", null, null, """
                {"build":{"host":"ado","project":"Fabrikam","id":"%s"},"pipeline":"ci","result":"failed"}""".formatted(build)))
                .getStatusCode();

        // When
        int queued = around.deliver(
                        Surroundings.event("build.queued", instance, "c1", """
                {"build":{"host":"ado","project":"Fabrikam","id":"%s"},"commit":"%s"}""".formatted(build, "a".repeat(40))))
                .getStatusCode();

        // Then
        assertThat(early).isEqualTo(queued).isEqualTo(204);
        await().untilAsserted(() ->
                assertThat(around.hub.heard(instance)).contains("c1/queued", "build/ado/Fabrikam/" + build));
    }

    @Test
    void aChangedPullRequestIsHeardOfByTheRootThatOpenedIt() {
        // Given
        JsonNode command = started(UUID.randomUUID().toString());
        String number = UUID.randomUUID().toString();
        around.deliver(
                Surroundings.event("draft.opened", command.path("instanceid").asText(), "c1", """
                {"pullRequest":{"host":"ado","project":"F","repository":"r","number":"%s"},"branch":"b","target":"%s",
                 "head":"%s","diff":"%s"}""".formatted(
                                number, "a".repeat(40), "b".repeat(40), "c".repeat(64))));

        // When
        int status = around.deliver(Surroundings.event("pullrequest.updated", null, null, """
                {"pullRequest":{"host":"ado","project":"F","repository":"r","number":"%s"},"status":"open","draft":true,
                 "sourceRef":"refs/heads/a","targetRef":"refs/heads/main"}""".formatted(number)))
                .getStatusCode();

        // Then
        assertThat(status).isEqualTo(204);
        await().untilAsserted(() -> assertThat(around.hub.heard(root(command))).contains("pull-request"));
    }

    @Test
    void whatNobodyWaitsForIsDone() {
        assertThat(around.deliver(Surroundings.event(
                                "comment.written", UUID.randomUUID().toString(), "x", """
                {"ticket":{"host":"ado","project":"Fabrikam","id":"1"},"topic":"plan"}"""))
                        .getStatusCode())
                .isEqualTo(204);
    }

    @Test
    void saysThatItCannotWhileTheTaskHubOrTheDatabaseIsAway() {
        try (var lonely = new Surroundings()) {
            // Given
            lonely.hub.closeDoor();
            String ticket = Surroundings.ticket("ticket.opened", "1");

            // Then
            assertThat(lonely.deliver(ticket).getStatusCode()).isEqualTo(503);
            lonely.database.close();
            assertThat(lonely.deliver(ticket).getStatusCode()).isEqualTo(503);
        }
    }
}
