package dev.millrace.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpResponseMessage;
import dev.millrace.contracts.NameUuid;
import dev.millrace.engine.StartRequest;
import dev.millrace.engine.Status;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatusFunctionTest {

    private static Surroundings around;

    @BeforeAll
    static void open() {
        around = new Surroundings();
    }

    @AfterAll
    static void close() {
        around.close();
    }

    private static HttpResponseMessage show(String id) {
        return new StatusFunction().show(Request.get(), id, around.hub.context(), Surroundings.EXECUTION);
    }

    @Test
    void showsAnInstanceWithWhatItTakesAndSays() {
        // Given
        String ticket = UUID.randomUUID().toString();
        around.deliver(Surroundings.ticket("ticket.opened", ticket));
        String plan = NameUuid.of("acme", "ado", "Fabrikam", ticket, "0") + ":plan";
        await().until(() -> around.hub.client().get(plan, false).isPresent());
        await().untilAsserted(
                        () -> assertThat(around.commands("context.requested")).isNotEmpty());

        // When
        HttpResponseMessage response = show(plan);

        // Then
        JsonNode instance = Surroundings.body(response);
        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(instance.path("id").asText()).isEqualTo(plan);
        assertThat(instance.path("name").asText()).isEqualTo("Plan");
        assertThat(instance.path("status").asText()).isEqualTo("running");
        assertThat(instance.path("says").asText()).isEqualTo("reading the ticket and its repository");
        assertThat(instance.at("/input/job/work/ticket/id").asText()).isEqualTo(ticket);
        assertThat(instance.path("createdAt").asText()).contains("T");
    }

    @Test
    void showsWhyAnInstanceFailed() {
        // Given
        String id = UUID.randomUUID().toString();
        around.hub.client().start(StartRequest.of("TicketToPullRequest", id).withInput("{\"version\":9}"));
        await().until(() -> around.hub.client().get(id, false).orElseThrow().status() == Status.FAILED);

        // When
        JsonNode instance = Surroundings.body(show(id));

        // Then
        assertThat(instance.path("status").asText()).isEqualTo("failed");
        assertThat(instance.path("failure").asText()).contains("no TicketWork");
    }

    @Test
    void knowsNoOtherInstance() {
        // When
        HttpResponseMessage response = show("unknown");

        // Then
        assertThat(response.getStatusCode()).isEqualTo(404);
        assertThat(Surroundings.body(response).path("detail").asText()).contains("'unknown'");
    }

    @Test
    void saysThatItCannotWhileTheTaskHubIsAway() {
        // Given
        try (var lonely = new Surroundings()) {
            lonely.hub.closeDoor();

            // When
            HttpResponseMessage response =
                    new StatusFunction().show(Request.get(), "x", lonely.hub.context(), Surroundings.EXECUTION);

            // Then
            assertThat(response.getStatusCode()).isEqualTo(503);
        }
    }
}
