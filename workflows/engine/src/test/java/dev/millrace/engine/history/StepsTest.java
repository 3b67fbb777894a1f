package dev.millrace.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateSubOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationInstance;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SendEventAction;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.StartRequest;
import dev.millrace.engine.Status;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is shown to orchestrators, and what their answers come to: journal in, commands out. */
class StepsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Steps steps = new Steps(new EngineConfig.Limits(100, 40, 10_000), () -> "next-execution");
    private final Execution fresh =
            Execution.started(new Write.Start(StartRequest.of("Any", "a"), "execution", NOW, null, null));

    private static OrchestratorResponse answer(OrchestratorAction... actions) {
        return OrchestratorResponse.newBuilder().addAllActions(List.of(actions)).build();
    }

    private static OrchestratorAction call(int id, String name) {
        return OrchestratorAction.newBuilder()
                .setId(id)
                .setScheduleTask(ScheduleTaskAction.newBuilder().setName(name))
                .build();
    }

    private static OrchestratorAction complete(int id, CompleteOrchestrationAction.Builder completion) {
        return OrchestratorAction.newBuilder()
                .setId(id)
                .setCompleteOrchestration(completion)
                .build();
    }

    private static OrchestratorAction send(int id, String to) {
        return OrchestratorAction.newBuilder()
                .setId(id)
                .setSendEvent(SendEventAction.newBuilder()
                        .setInstance(OrchestrationInstance.newBuilder().setInstanceId(to))
                        .setName("hello"))
                .build();
    }

    private static Message raised(long seq, String name) {
        return new Message(seq, null, Events.eventRaised(NOW, name, null));
    }

    private static Message completed(int task, String execution) {
        return Message.ofMemory(execution, Events.taskCompleted(NOW, task, "1"));
    }

    private Step.Taken taken(Execution execution, Episode episode, OrchestratorResponse response) {
        return (Step.Taken) steps.answer(execution, episode, response, List.of());
    }

    private Execution afterFirstStep(OrchestratorAction... actions) {
        return taken(fresh, Episode.of(fresh, List.of(), NOW), answer(actions)).next();
    }

    @Test
    void theFirstEpisodeBeginsTheExecution() {
        // When
        Episode episode = Episode.of(fresh, List.of(raised(1, "early")), NOW);

        // Then
        assertThat(episode.events())
                .extracting(HistoryEvent::getEventTypeCase)
                .containsExactly(
                        HistoryEvent.EventTypeCase.ORCHESTRATORSTARTED,
                        HistoryEvent.EventTypeCase.EXECUTIONSTARTED,
                        HistoryEvent.EventTypeCase.EVENTRAISED);
    }

    @Test
    void theOrchestratorsTimeNeverStandsStill() {
        // Given
        Execution before = afterFirstStep(call(0, "x"));

        // When
        Episode episode = Episode.of(before, List.of(completed(0, "execution")), NOW.minusSeconds(60));

        // Then
        assertThat(episode.at()).isAfter(before.clock());
    }

    @Test
    void resultsOfAnotherExecutionAndRepeatedOnesAreLeftOut() {
        // Given
        Execution waiting = afterFirstStep(call(0, "x"));

        // When
        Episode episode = Episode.of(
                waiting,
                List.of(
                        completed(0, "execution-before"),
                        completed(0, "execution"),
                        completed(0, "execution"),
                        completed(7, "execution")),
                NOW);

        // Then
        assertThat(episode.events()).hasSize(2);
        assertThat(episode.events().getLast().getTaskCompleted().getTaskScheduledId())
                .isZero();
    }

    @Test
    void aScheduledActivityIsRunAndWaitedFor() {
        // When
        Step.Taken step = taken(fresh, Episode.of(fresh, List.of(), NOW), answer(call(0, "x")));

        // Then
        assertThat(step.activities()).containsOnlyKeys(0);
        assertThat(step.next().pending()).containsOnlyKeys(0);
        assertThat(step.next().isBusy()).isTrue();
        assertThat(step.advance().events().getLast().getEventId()).isZero();
    }

    @Test
    void aStepThatChangesNothingElseLeavesTheRowAlone() {
        // Given
        Execution waiting = afterFirstStep(call(0, "x"));

        // When
        Step.Taken step =
                taken(waiting, Episode.of(waiting, List.of(completed(0, "execution")), NOW), answer(call(1, "y")));

        // Then
        assertThat(step.advance().head()).isNull();
    }

    @Test
    void anEventIsSentOnceAlthoughTheSdkRepeatsIt() {
        // Given
        Execution sent = afterFirstStep(send(0, "b"), call(1, "x"));

        // When
        Step.Taken step = taken(
                sent, Episode.of(sent, List.of(completed(1, "execution")), NOW), answer(send(0, "b"), call(2, "y")));

        // Then
        assertThat(step.advance().parcels()).isEmpty();
    }

    @Test
    void whatTheSdkCannotReplayStaysOutOfTheReplay() throws Exception {
        // When
        Step.Taken step = taken(fresh, Episode.of(fresh, List.of(), NOW), answer(send(0, "b")));

        // Then
        assertThat(OrchestratorRequest.parseFrom(step.replay()).getPastEventsList())
                .noneMatch(HistoryEvent::hasEventSent)
                .hasSize(2);
        assertThat(step.advance().events()).anyMatch(HistoryEvent::hasEventSent);
    }

    @Test
    void asksAgainWhenItCannotTellWhichEventsWereUsedUp() {
        // Given
        var continued = CompleteOrchestrationAction.newBuilder()
                .setOrchestrationStatus(OrchestrationStatus.ORCHESTRATION_STATUS_CONTINUED_AS_NEW);
        Episode mixed = Episode.of(fresh, List.of(raised(1, "one"), raised(2, "two")), NOW);

        // When
        Step step = steps.answer(fresh, mixed, answer(complete(0, continued)), List.of());

        // Then
        assertThat(step).isInstanceOf(Step.AskAgain.class);
    }

    @Test
    void carriesEventsOverInTheirOrderWithoutTheOneThatWasUsedUp() {
        // Given
        Execution waiting = afterFirstStep();
        Episode one = Episode.of(waiting, List.of(raised(3, "used")), NOW);
        HistoryEvent used = one.events().getLast();
        var continued = CompleteOrchestrationAction.newBuilder()
                .setOrchestrationStatus(OrchestrationStatus.ORCHESTRATION_STATUS_CONTINUED_AS_NEW)
                .addCarryoverEvents(Events.eventRaised(NOW.minusSeconds(1), "second", null))
                .addCarryoverEvents(used)
                .addCarryoverEvents(Events.eventRaised(NOW.minusSeconds(2), "first", null));

        // When
        Step.Taken step =
                (Step.Taken) steps.answer(waiting, one, answer(complete(0, continued)), List.of(raised(4, "later")));

        // Then
        Write.Renewal renewal = Objects.requireNonNull(step.advance().renewal());
        assertThat(renewal.carried())
                .extracting(parcel -> parcel.event().getEventRaised().getName())
                .containsExactly("first", "second", "later");
        assertThat(step.advance().consumed()).containsExactly(3L, 4L);
        assertThat(step.next().generation()).isEqualTo(1);
        assertThat(step.next().executionId()).isEqualTo("next-execution");
    }

    @Test
    void ordersThatCameMeanwhileTakeEffectWithTheStep() {
        // Given
        var order = new Message(9, null, Events.executionSuspended(NOW, null));

        // When
        Step.Taken step = (Step.Taken)
                steps.answer(fresh, Episode.of(fresh, List.of(), NOW), answer(call(0, "x")), List.of(order));

        // Then
        assertThat(step.next().status()).isEqualTo(Status.SUSPENDED);
        assertThat(step.advance().consumed()).containsExactly(9L);
    }

    @Test
    void aNewGenerationOfASuspendedInstanceWaitsUntilItIsResumed() {
        // Given
        var suspended = new Message(9, null, Events.executionSuspended(NOW, null));
        var resumed = new Message(11, null, Events.executionResumed(NOW, null));
        var continued = CompleteOrchestrationAction.newBuilder()
                .setOrchestrationStatus(OrchestrationStatus.ORCHESTRATION_STATUS_CONTINUED_AS_NEW);
        var mailbox = new Mailbox();

        // When
        Step.Taken step = (Step.Taken) steps.answer(
                fresh,
                Episode.of(fresh, List.of(), NOW),
                answer(complete(0, continued)),
                List.of(suspended, raised(10, "later")));

        // Then
        Write.Renewal renewal = Objects.requireNonNull(step.advance().renewal());
        assertThat(renewal.carried())
                .extracting(parcel -> parcel.event().getEventRaised().getName())
                .containsExactly("later");
        assertThat(step.advance().consumed()).containsExactly(9L, 10L);
        assertThat(Objects.requireNonNull(step.advance().head()))
                .returns(Status.SUSPENDED, Write.Head::status)
                .returns(false, Write.Head::busy);
        assertThat(mailbox.next(step.next(), false, NOW)).isEmpty();
        mailbox.add(resumed);
        assertThat(mailbox.next(step.next(), false, NOW)).contains(List.of(resumed));
    }

    @Test
    void answersThatBreakTheProtocolFailTheInstance() {
        // Given
        var twice = answer(call(0, "x"), call(0, "y"));
        var untyped = answer(OrchestratorAction.newBuilder().setId(3).build());
        var nameless = answer(call(0, " "));
        var pending = answer(complete(
                0,
                CompleteOrchestrationAction.newBuilder()
                        .setOrchestrationStatus(OrchestrationStatus.ORCHESTRATION_STATUS_PENDING)));
        var large = answer(complete(
                0,
                CompleteOrchestrationAction.newBuilder()
                        .setOrchestrationStatus(OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED)
                        .setResult(StringValue.of("x".repeat(101)))));

        for (OrchestratorResponse bad : List.of(twice, untyped, nameless, pending, large)) {
            // When
            Step.Taken step = taken(fresh, Episode.of(fresh, List.of(), NOW), bad);

            // Then
            assertThat(step.next().status()).as(bad.toString()).isEqualTo(Status.FAILED);
        }
    }

    @Test
    void terminationReachesTheChildrenAndTheParentHears() {
        // Given
        var child = OrchestratorAction.newBuilder()
                .setId(0)
                .setCreateSubOrchestration(CreateSubOrchestrationAction.newBuilder()
                        .setName("Child")
                        .setInstanceId("c"))
                .build();
        Write.Start start = taken(fresh, Episode.of(fresh, List.of(), NOW), answer(child))
                .advance()
                .children()
                .getFirst();
        Execution middle = Execution.started(start);
        Execution parent =
                taken(middle, Episode.of(middle, List.of(), NOW), answer(child)).next();
        var order = new Message(5, null, Events.executionTerminated(NOW, null));

        // When
        Step.Taken step = steps.termination(parent, List.of(order), order, NOW);

        // Then
        assertThat(step.advance().parcels())
                .extracting(parcel -> parcel.instanceId() + " " + parcel.event().getEventTypeCase())
                .containsExactly("a SUBORCHESTRATIONINSTANCEFAILED", "c EXECUTIONTERMINATED");
    }
}
