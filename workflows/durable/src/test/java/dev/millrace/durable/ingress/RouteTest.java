package dev.millrace.durable.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TenantId;
import dev.millrace.durable.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against the golden events that every room is held against. */
class RouteTest {

    private static final String CHILD = "root-1:build-0";

    private static Event<Payload> event(String type, @Nullable String instance) throws IOException {
        String full = "dev.millrace." + type + ".v1";
        Path file = Path.of(System.getProperty("millrace.root"), "eventing/samples", full + ".json");
        JsonNode sample = Json.parse(Files.readAllBytes(file));
        Payload data =
                Json.read(sample.get("data"), Catalogue.find(full).orElseThrow().payload());
        var context = new Event.Context(
                new TenantId("acme"), null, instance, new EventId("c1"), null, DataClassification.INTERNAL);
        return new Event<>(new EventId("e1"), URI.create("/tests"), full, Instant.EPOCH, context, data);
    }

    @Test
    void aTicketStartsAWorkflow() throws IOException {
        assertThat(Route.of(event("ticket.opened", null))).isInstanceOf(Route.Start.class);
        assertThat(Route.of(event("ticket.reopened", null))).isInstanceOf(Route.StartAnew.class);
    }

    @Test
    void anAlarmIsSet() throws IOException {
        assertThat(Route.of(event("alarm.requested", null))).isInstanceOf(Route.StartAlarm.class);
    }

    @Test
    void aReplyIsForTheInstanceThatAsked() throws IOException {
        assertThat(Route.of(event("merge.refused", CHILD))).isEqualTo(new Route.Tell(CHILD, "c1/refused"));
    }

    @Test
    void whoIsToldOfABuildOrADraftIsRemembered() throws IOException {
        assertThat(Route.of(event("build.queued", CHILD)))
                .isInstanceOfSatisfying(
                        Route.TellOfBuild.class,
                        told -> assertThat(told.instance()).isEqualTo(CHILD));
        assertThat(Route.of(event("draft.opened", CHILD)))
                .isInstanceOfSatisfying(
                        Route.TellOfDraft.class, told -> assertThat(told.root()).isEqualTo("root-1"));
    }

    @Test
    void whatHostsReportFindsItsInstanceByABuildOrAPullRequest() throws IOException {
        assertThat(Route.of(event("build.completed", null)))
                .isInstanceOfSatisfying(
                        Route.BuildEnd.class, end -> assertThat(end.name()).startsWith("build/"));
        assertThat(Route.of(event("pullrequest.updated", null)))
                .isInstanceOfSatisfying(
                        Route.Change.class, change -> assertThat(change.name()).isEqualTo("pull-request"));
    }

    @Test
    void documentationIsForTheRoot() throws IOException {
        assertThat(Route.of(event("docs.proposed", CHILD))).isEqualTo(new Route.Tell("root-1", "docs/proposed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge.refused", "docs.proposed", "build.queued", "approval.decided", "merge.requested"})
    void withoutAnInstanceItIsForNobody(String type) throws IOException {
        assertThat(Route.of(event(type, null))).isInstanceOf(Route.Nowhere.class);
    }

    @Test
    void aCommandIsForNobody() throws IOException {
        assertThat(Route.of(event("merge.requested", CHILD))).isInstanceOf(Route.Nowhere.class);
    }

    @Test
    void sourceAndIdMakeTheKey() throws IOException {
        // Given
        Event<Payload> one = event("ticket.opened", null);
        Event<Payload> other =
                new Event<>(one.id(), URI.create("/elsewhere"), one.type(), one.time(), one.context(), one.data());

        // When
        String key = EventKey.of(one);

        // Then
        assertThat(key).isEqualTo(EventKey.of(event("ticket.opened", CHILD))).isNotEqualTo(EventKey.of(other));
    }
}
