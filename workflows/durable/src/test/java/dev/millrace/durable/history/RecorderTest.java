package dev.millrace.durable.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionTerminatedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorStartedEvent;
import dev.millrace.durable.Workflows;
import dev.millrace.durable.rehearsal.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecorderTest {

    static Stream<History> rehearsed() {
        var rehearsal = new Rehearsal();
        rehearsal.play();
        return rehearsal.histories().stream();
    }

    private static History root() {
        return rehearsed().findFirst().orElseThrow();
    }

    /** As an engine keeps it: turn after turn, what came and then what the orchestrator scheduled. */
    private static List<HistoryEvent> kept(History history) {
        List<HistoryEvent> events = new ArrayList<>();
        for (Turn turn : history.turns()) {
            events.addAll(turn.confirmed());
            events.addAll(turn.fresh());
        }
        events.add(completed(OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED));
        return events;
    }

    private static HistoryEvent completed(OrchestrationStatus status) {
        return HistoryEvent.newBuilder()
                .setEventId(99)
                .setExecutionCompleted(ExecutionCompletedEvent.newBuilder().setOrchestrationStatus(status))
                .build();
    }

    private static Recording record(History history, List<HistoryEvent> events) {
        return Recorder.record(
                history.instance(),
                history.orchestrator(),
                events,
                Workflows.orchestration(history.orchestrator()).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("rehearsed")
    void recordsWhatTheOrchestratorWasShownAndDid(History history) {
        // When
        Recording recording = record(history, kept(history));

        // Then
        assertThat(recording).isEqualTo(new Recording.Recorded(history));
    }

    @ParameterizedTest
    @MethodSource("rehearsed")
    void readsBackWhatItWrote(History history) {
        // When
        History read = HistoryText.read(HistoryText.write(history));

        // Then
        assertThat(read).isEqualTo(history);
    }

    @Test
    void recordsAnInstanceThatStillRuns() {
        // Given
        History history = root();
        List<HistoryEvent> events = kept(new History(
                history.instance(), history.orchestrator(), history.turns().subList(0, 3)));

        // When
        Recording recording = record(history, events.subList(0, events.size() - 1));

        // Then
        assertThat(recording)
                .isEqualTo(new Recording.Recorded(new History(
                        history.instance(),
                        history.orchestrator(),
                        history.turns().subList(0, 3))));
    }

    @Test
    void recordsAnInstanceThatWasTerminated() {
        // Given
        History history = root();
        List<HistoryEvent> events = new ArrayList<>(history.turns().getFirst().fresh());
        events.addAll(history.turns().get(1).confirmed());
        events.add(HistoryEvent.newBuilder()
                .setEventId(-1)
                .setOrchestratorStarted(OrchestratorStartedEvent.getDefaultInstance())
                .build());
        events.add(HistoryEvent.newBuilder()
                .setEventId(-1)
                .setExecutionTerminated(ExecutionTerminatedEvent.getDefaultInstance())
                .build());
        events.add(completed(OrchestrationStatus.ORCHESTRATION_STATUS_TERMINATED));

        // When
        Recording recording = record(history, events);

        // Then
        assertThat(recording).isInstanceOf(Recording.Recorded.class);
    }

    @Test
    void saysSoWhenThisReleaseWouldActOtherwise() {
        // Given
        History history = root();

        // When
        Recording recording = Recorder.record(
                history.instance(),
                history.orchestrator(),
                kept(history),
                Workflows.orchestration("Merge").orElseThrow());

        // Then
        assertThat(recording)
                .isInstanceOfSatisfying(
                        Recording.Deviates.class,
                        deviates -> assertThat(deviates.why()).contains("In turn 1", "child Plan"));
    }

    @Test
    void saysSoWhenTheInstanceEndedOtherwise() {
        // Given
        History history = root();
        List<HistoryEvent> events = kept(history);
        events.set(events.size() - 1, completed(OrchestrationStatus.ORCHESTRATION_STATUS_FAILED));

        // When
        Recording recording = record(history, events);

        // Then
        assertThat(recording)
                .isInstanceOfSatisfying(
                        Recording.Deviates.class,
                        deviates -> assertThat(deviates.why()).contains("FAILED"));
    }

    @Test
    void refusesEventsThatBeginInTheMiddle() {
        History history = root();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        record(history, kept(history).subList(1, kept(history).size())))
                .withMessageContaining("begins with");
    }
}
