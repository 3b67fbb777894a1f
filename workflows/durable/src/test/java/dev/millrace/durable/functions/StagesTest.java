package dev.millrace.durable.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.DeadLetterEvent;
import dev.millrace.durable.functions.Stages.Addressee;
import dev.millrace.durable.functions.Stages.Stage;
import dev.millrace.durable.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Held against the golden events that every room is held against. */
class StagesTest {

    private static final EventId COMMAND = new EventId("7d1f");

    static Stream<Catalogue.Entry> commands() {
        return Catalogue.all().stream().filter(entry -> entry.handler().isPresent());
    }

    private static Payload sample(Catalogue.Entry entry) throws IOException {
        Path file = Path.of(System.getProperty("millrace.root"), "eventing/samples", entry.type() + ".json");
        JsonNode event = Json.parse(Files.readAllBytes(file));
        return Json.read(event.get("data"), entry.payload());
    }

    private static Payload sample(String type) throws IOException {
        return sample(Catalogue.find("dev.millrace." + type + ".v1").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "context.collected, INSTANCE, 7d1f/collected",
        "completion.finished, INSTANCE, 7d1f/finished",
        "draft.status-reported, INSTANCE, 7d1f/status-reported",
        "pullrequest.merged, INSTANCE, 7d1f/merged",
        "pullrequest.updated, PULL_REQUEST, pull-request",
        "docs.proposed, ROOT, docs/proposed",
        "docs.skipped, ROOT, docs/skipped"
    })
    void aFactIsForWhomAndByTheNameThatTheRuleSays(String type, Addressee addressee, String name) throws IOException {
        // Given
        Payload fact = sample(type);

        // When
        Optional<Stage> stage = Stages.of(fact, COMMAND);

        // Then
        assertThat(stage).contains(new Stage(addressee, name));
    }

    @ParameterizedTest
    @CsvSource({"approval.reminded, approval/, /reminded", "approval.decided, approval/, /decided"})
    void whatBecomesOfAnApprovalIsNamedByItWhoeverCausedIt(String type, String start, String end) throws IOException {
        // Given
        Payload fact = sample(type);

        // When
        Optional<Stage> stage = Stages.of(fact, null);

        // Then
        assertThat(stage).hasValueSatisfying(found -> {
            assertThat(found.addressee()).isEqualTo(Addressee.INSTANCE);
            assertThat(found.name()).startsWith(start).endsWith(end);
        });
    }

    @Test
    void aDeadCommandIsNamedByTheCommandNotByItsCause() throws IOException {
        // Given
        var failed = (DeadLetterEvent.CommandFailed) sample("deadletter.command-failed");

        // When
        Optional<Stage> stage = Stages.of(failed, COMMAND);

        // Then
        assertThat(stage).contains(new Stage(Addressee.INSTANCE, failed.command() + "/command-failed"));
    }

    @Test
    void aBuildIsNamedByWhereItRan() throws IOException {
        // Given
        var completed = (BuildEvent.Completed) sample("build.completed");

        // When
        Optional<Stage> stage = Stages.of(completed, null);

        // Then
        assertThat(stage).contains(new Stage(Addressee.BUILD, Stages.build(completed.build())));
    }

    @Test
    void namesKeepPartsApart() {
        // Given
        var one = new BuildEvent.BuildRef("a", "b/c", "1");
        var other = new BuildEvent.BuildRef("a/b", "c", "1");

        // When
        String name = Stages.build(one);

        // Then
        assertThat(name).isEqualTo("build/a/b%2Fc/1").isNotEqualTo(Stages.build(other));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noWorkflowWaitsForACommand(Catalogue.Entry entry) throws IOException {
        // Given
        Payload command = sample(entry);

        // When
        Optional<Stage> stage = Stages.of(command, COMMAND);

        // Then
        assertThat(stage).isEmpty();
    }

    @Test
    void aReplyWithoutACauseIsForNobody() throws IOException {
        // Given
        Payload fact = sample("context.collected");

        // When
        Optional<Stage> stage = Stages.of(fact, null);

        // Then
        assertThat(stage).isEmpty();
    }

    @Test
    void aChildTellsItsRoot() {
        // Given
        String child = Stages.child("3f2a", "approve-1");

        // When
        String root = Stages.root(child);

        // Then
        assertThat(root).isEqualTo("3f2a");
        assertThat(Stages.root("3f2a")).isEqualTo("3f2a");
    }
}
