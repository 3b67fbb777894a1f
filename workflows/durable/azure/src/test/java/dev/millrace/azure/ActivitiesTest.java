package dev.millrace.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import com.microsoft.durabletask.TaskActivityFactory;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.document.TicketContext;
import dev.millrace.durable.Workflows;
import dev.millrace.durable.activities.Owner;
import dev.millrace.durable.activities.PlanWork;
import dev.millrace.durable.functions.Publication;
import dev.millrace.durable.functions.Signal;
import dev.millrace.durable.wire.Json;
import dev.millrace.engine.StartRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ActivitiesTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final TicketRef TICKET = new TicketRef("ado", "shop", "4711");

    private static Surroundings around;
    private static Activities activities;

    @BeforeAll
    static void open() {
        around = new Surroundings();
        activities = new Activities(around.room);
    }

    @AfterAll
    static void close() {
        around.close();
    }

    private static String text(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    private static Publication publication() {
        var context = Event.Context.of(TENANT, DataClassification.INTERNAL).correlatedBy(TICKET);
        JsonNode data = Json.object().put("anything", 1);
        return new Publication(EventId.of(UUID.randomUUID()), "dev.millrace.comment.requested.v1", data, context);
    }

    @Test
    void everyActivityIsAFunction() {
        assertThat(FunctionNames.of(Activities.class))
                .containsOnlyKeys(
                        Workflows.activities(around.room.publisher(), signal -> {}, around.room.contents()).stream()
                                .map(TaskActivityFactory::getName)
                                .toList());
    }

    @Test
    void publishesACommandAsAnEvent() {
        // Given
        Publication publication = publication();

        // When
        Object result = activities.publish(text(publication));

        // Then
        assertThat(result).isEqualTo(Map.of());
        assertThat(around.commands("comment.requested"))
                .filteredOn(event ->
                        event.path("id").asText().equals(publication.id().value()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
                    assertThat(event.path("source").asText()).isEqualTo("/workflows/ticket-to-pull-request");
                    assertThat(event.path("tenant").asText()).isEqualTo("acme");
                    assertThat(event.path("correlationid").asText()).isEqualTo("ado/shop/4711");
                    assertThat(event.path("dataclassification").asText()).isEqualTo("internal");
                    assertThat(event.path("partitionkey").asText()).isEqualTo("ado/shop/4711");
                    assertThat(event.at("/data/anything").asInt()).isEqualTo(1);
                });
    }

    @Test
    void failsWhenTheBrokerDoesNotTakeTheCommand() {
        // Given
        try (var lonely = new Surroundings()) {
            lonely.sink.answer(503);

            // Then
            assertThatThrownBy(() -> new Activities(lonely.room).publish(text(publication())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("503");
        }
    }

    @Test
    void raisesAnEventOnAnInstanceAndPassesOverAnUnknownOne() {
        // Given
        String id = UUID.randomUUID().toString();
        around.hub.client().start(StartRequest.of("Retired", id));
        var raised = new Signal(id, "status", Json.tree("planning"));

        // When
        Object result = activities.raise(text(raised), around.hub.context());
        Object unknown = activities.raise(
                text(new Signal(UUID.randomUUID().toString(), "status", Json.tree("x"))), around.hub.context());

        // Then
        assertThat(result).isEqualTo(Map.of()).isEqualTo(unknown);
    }

    @Test
    void writesAPromptIntoTheSharedContentStore() {
        // Given
        var context = new TicketContext(TICKET, "Greet politely", "Say please.", List.of(), List.of("README.md"));
        var owner = new Owner(TENANT, DataClassification.INTERNAL);
        ContentRef stored = around.room
                .contents()
                .write(TENANT, DataClassification.INTERNAL, "application/json", Json.bytes(context));

        // When
        Object result = activities.makePlanPrompt(text(new PlanWork.Ask(owner, stored, null)));

        // Then
        byte[] prompt = around.room.contents().read(ContentRef.parse((String) result));
        assertThat(new String(prompt, StandardCharsets.UTF_8)).contains("Greet politely");
    }

    @Test
    void theWorkerWritesAResultAsTheJsonThatOrchestrationsRead() {
        // Given
        var owner = new Owner(TENANT, DataClassification.INTERNAL);
        ContentRef stored = around.room
                .contents()
                .write(TENANT, DataClassification.INTERNAL, "application/json", "{}".getBytes(StandardCharsets.UTF_8));

        // When
        Object result = activities.readPlan(text(new PlanWork.Answer(owner, stored)));

        // Then
        assertThat(Json.parse(new Gson().toJson(result).getBytes(StandardCharsets.UTF_8))
                        .path("outcome")
                        .asText())
                .isEqualTo("unreadable");
    }

    @Test
    void refusesAnInputThatIsNoJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activities.publish("{"))
                .withMessageContaining("no JSON");
    }
}
