package dev.millrace.durable.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.EventRaisedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionStartedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorStartedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TimerCreatedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TimerFiredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What this room does without because of how the SDK behaves. A test that fails here says that a trap is gone. */
class SdkTrapsTest {

    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private static HistoryEvent.Builder at(Instant instant) {
        return HistoryEvent.newBuilder()
                .setEventId(-1)
                .setTimestamp(Timestamp.newBuilder().setSeconds(instant.getEpochSecond()));
    }

    private static HistoryEvent turn(Instant instant) {
        return at(instant)
                .setOrchestratorStarted(OrchestratorStartedEvent.getDefaultInstance())
                .build();
    }

    private static HistoryEvent started() {
        return at(START)
                .setExecutionStarted(ExecutionStartedEvent.newBuilder().setName("Any"))
                .build();
    }

    private static HistoryEvent raised(String event, String json) {
        return at(START)
                .setEventRaised(EventRaisedEvent.newBuilder().setName(event).setInput(StringValue.of(json)))
                .build();
    }

    private static List<OrchestratorAction> run(
            List<HistoryEvent> past, List<HistoryEvent> fresh, TaskOrchestration code) throws Exception {
        byte[] request = OrchestratorRequest.newBuilder()
                .setInstanceId("any")
                .addAllPastEvents(past)
                .addAllNewEvents(fresh)
                .build()
                .toByteArray();
        return OrchestratorResponse.parseFrom(OrchestrationRunner.loadAndRun(request, code))
                .getActionsList();
    }

    @Test
    void anEventIsSentAgainWithEachLaterTurn() throws Exception {
        // Given
        TaskOrchestration code = ctx -> {
            ctx.sendEvent("other", "greeting", "hi");
            ctx.waitForExternalEvent("go", String.class).await();
            ctx.complete(null);
        };

        // When
        List<OrchestratorAction> second =
                run(List.of(turn(START), started()), List.of(turn(START), raised("go", "\"now\"")), code);

        // Then
        assertThat(second).filteredOn(OrchestratorAction::hasSendEvent).hasSize(1);
    }

    @Test
    void aTimerOfMoreThanThreeDaysIsAwaitedForThree() throws Exception {
        // Given
        TaskOrchestration code = ctx -> {
            ctx.createTimer(Duration.ofDays(10)).await();
            ctx.complete(null);
        };
        Instant third = START.plus(Duration.ofDays(3));
        var fireAt = Timestamp.newBuilder().setSeconds(third.getEpochSecond());
        HistoryEvent created = at(START)
                .setEventId(0)
                .setTimerCreated(TimerCreatedEvent.newBuilder().setFireAt(fireAt))
                .build();
        HistoryEvent fired = at(third.plusSeconds(1))
                .setTimerFired(TimerFiredEvent.newBuilder().setTimerId(0).setFireAt(fireAt))
                .build();

        // When
        List<OrchestratorAction> second =
                run(List.of(turn(START), started(), created), List.of(turn(third.plusSeconds(1)), fired), code);

        // Then
        assertThat(second).anyMatch(OrchestratorAction::hasCompleteOrchestration);
    }

    @Test
    void anEventOfAnotherClassIsSwallowedWithTheWaitForIt() throws Exception {
        // Given
        TaskOrchestration code = ctx -> {
            ctx.waitForExternalEvent("go", Instant.class).await();
            ctx.complete(null);
        };

        // When
        List<OrchestratorAction> actions = run(
                List.of(turn(START), started()), List.of(turn(START), raised("go", "{}"), raised("go", "{}")), code);

        // Then
        assertThat(actions).noneMatch(OrchestratorAction::hasCompleteOrchestration);
    }
}
