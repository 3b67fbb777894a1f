package dev.millrace.durable;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.durable.history.History;
import dev.millrace.durable.history.HistoryText;
import dev.millrace.durable.history.Turn;
import dev.millrace.durable.rehearsal.Props;
import dev.millrace.durable.rehearsal.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories as earlier code wrote them. Code that acts otherwise on them would break instances that are running; then it
 * needs a new version of the input beside the old one. {@code -Dmillrace.update=true} records them anew.
 */
class ReplayTest {

    private static final Path HISTORIES =
            Path.of(System.getProperty("millrace.root"), "workflows/durable/src/test/resources/histories");

    private static final Map<String, Rehearsal> STORIES = Map.of(
            "merged", new Rehearsal(),
            "mended", mended(),
            "moved", moved(),
            "rejected", rejected(),
            "expired",
                    new Rehearsal()
                            .usually(
                                    ApprovalEvent.Requested.class,
                                    (asked, reply) -> reply.with(new Rehearsal().opened())),
            "merge-unknown",
                    new Rehearsal()
                            .usually(MergeEvent.Requested.class, (asked, reply) -> reply.dies())
                            .usually(
                                    MergeEvent.StatusRequested.class,
                                    (asked, reply) -> reply.with(Props.merged(Props.HEAD))),
            "broker-down", new Rehearsal().brokerFails(4));

    private static Rehearsal mended() {
        return new Rehearsal().next(BuildEvent.Requested.class, (asked, reply) -> {
            Rehearsal.queue(asked.commit(), reply);
            reply.after(Duration.ofMinutes(5), Props.completed(asked.commit(), BuildEvent.Result.FAILED));
        });
    }

    private static Rehearsal moved() {
        var rehearsal = new Rehearsal();
        return rehearsal
                .later(Duration.ofMinutes(30), Props.updated(Status.OPEN, Props.FOREIGN))
                .usually(
                        DraftEvent.StatusRequested.class,
                        (asked, reply) -> reply.with(Props.draftStatus(asked.branch(), Props.FOREIGN)))
                .next(ApprovalEvent.Requested.class, (asked, reply) -> reply.with(rehearsal.opened()));
    }

    private static Rehearsal rejected() {
        var rehearsal = new Rehearsal();
        return rehearsal.usually(ApprovalEvent.Requested.class, (asked, reply) -> {
            reply.with(rehearsal.opened());
            reply.after(Duration.ofHours(1), Props.decided(ApprovalEvent.Outcome.REJECTED, asked.diff()));
        });
    }

    static Stream<Path> histories() throws IOException {
        if (Boolean.getBoolean("millrace.update")) {
            record();
        }
        try (Stream<Path> files = Files.walk(HISTORIES)) {
            return files.filter(Files::isRegularFile).map(HISTORIES::relativize).sorted().toList().stream();
        }
    }

    private static void record() throws IOException {
        for (var story : STORIES.entrySet()) {
            Rehearsal rehearsal = story.getValue();
            rehearsal.play();
            Path folder = Files.createDirectories(HISTORIES.resolve(story.getKey()));
            for (History history : rehearsal.histories()) {
                String name =
                        history.instance().substring(rehearsal.id().length()).replace(":", "");
                Files.writeString(
                        folder.resolve((name.isEmpty() ? "root" : name) + ".txt"), HistoryText.write(history));
            }
        }
        var alarm = new Rehearsal();
        alarm.ring(AlarmTest.LATER);
        Files.writeString(
                Files.createDirectories(HISTORIES.resolve("alarm")).resolve("root.txt"),
                HistoryText.write(alarm.histories().getFirst()));
    }

    private static History read(Path file) throws IOException {
        return HistoryText.read(Files.readString(HISTORIES.resolve(file)));
    }

    private static TaskOrchestration code(String orchestrator) {
        return Workflows.orchestration(orchestrator).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void replayingARecordedHistoryDoesWhatWasDone(Path file) throws IOException {
        // Given
        History history = read(file);

        // When
        List<OrchestratorResponse> responses = history.replay(code(history.orchestrator()));

        // Then
        assertThat(responses)
                .isEqualTo(history.turns().stream().map(Turn::response).toList());
    }

    @Test
    void everyOrchestratorHasAHistory() throws IOException {
        // Given
        List<String> all = Workflows.orchestrations().stream()
                .map(factory -> factory.getName())
                .sorted()
                .toList();

        // When
        List<Path> files = histories().toList();

        // Then
        assertThat(files).extracting(file -> read(file).orchestrator()).containsAll(all);
    }

    @Test
    void otherCodeThanTheRecordedOneShows() throws IOException {
        // Given
        History history = read(Path.of("merged", "merge-1.txt"));

        // When
        List<OrchestratorResponse> responses = history.replay(code("Plan"));

        // Then
        assertThat(responses)
                .isNotEqualTo(history.turns().stream().map(Turn::response).toList());
    }
}
