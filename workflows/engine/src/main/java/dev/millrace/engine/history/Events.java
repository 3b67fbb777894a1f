package dev.millrace.engine.history;

import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.EventRaisedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionResumedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionStartedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionSuspendedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionTerminatedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorStartedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SubOrchestrationInstanceCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SubOrchestrationInstanceFailedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TimerFiredEvent;
import dev.millrace.engine.Failure;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Makes and reads the protocol's history events. */
public final class Events {

    private static final int NO_ACTION = -1;

    private Events() {}

    public static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /** Reads a timestamp; what no instant can hold becomes the nearest that one can. */
    public static Instant instant(Timestamp timestamp) {
        long seconds =
                Math.clamp(timestamp.getSeconds(), Instant.MIN.getEpochSecond() + 1, Instant.MAX.getEpochSecond() - 1);
        return Instant.ofEpochSecond(seconds, timestamp.getNanos());
    }

    public static @Nullable StringValue text(@Nullable String value) {
        return value == null ? null : StringValue.of(value);
    }

    private static HistoryEvent.Builder event(Instant at) {
        return HistoryEvent.newBuilder().setEventId(NO_ACTION).setTimestamp(timestamp(at));
    }

    static HistoryEvent orchestratorStarted(Instant at) {
        return event(at)
                .setOrchestratorStarted(OrchestratorStartedEvent.getDefaultInstance())
                .build();
    }

    static HistoryEvent executionStarted(Instant at, ExecutionStartedEvent started) {
        return event(at).setExecutionStarted(started).build();
    }

    static HistoryEvent executionCompleted(Instant at, ExecutionCompletedEvent completed) {
        return event(at).setExecutionCompleted(completed).build();
    }

    public static HistoryEvent executionTerminated(Instant at, @Nullable String output) {
        var terminated = ExecutionTerminatedEvent.newBuilder();
        if (output != null) {
            terminated.setInput(StringValue.of(output));
        }
        return event(at).setExecutionTerminated(terminated).build();
    }

    public static HistoryEvent executionSuspended(Instant at, @Nullable String reason) {
        var suspended = ExecutionSuspendedEvent.newBuilder();
        if (reason != null) {
            suspended.setInput(StringValue.of(reason));
        }
        return event(at).setExecutionSuspended(suspended).build();
    }

    public static HistoryEvent executionResumed(Instant at, @Nullable String reason) {
        var resumed = ExecutionResumedEvent.newBuilder();
        if (reason != null) {
            resumed.setInput(StringValue.of(reason));
        }
        return event(at).setExecutionResumed(resumed).build();
    }

    public static HistoryEvent eventRaised(Instant at, String name, @Nullable String input) {
        var raised = EventRaisedEvent.newBuilder().setName(name);
        if (input != null) {
            raised.setInput(StringValue.of(input));
        }
        return event(at).setEventRaised(raised).build();
    }

    public static HistoryEvent taskCompleted(Instant at, int task, @Nullable String result) {
        var completed = TaskCompletedEvent.newBuilder().setTaskScheduledId(task);
        if (result != null) {
            completed.setResult(StringValue.of(result));
        }
        return event(at).setTaskCompleted(completed).build();
    }

    public static HistoryEvent taskFailed(Instant at, int task, Failure failure) {
        return event(at)
                .setTaskFailed(
                        TaskFailedEvent.newBuilder().setTaskScheduledId(task).setFailureDetails(failure.wire()))
                .build();
    }

    public static HistoryEvent timerFired(Instant at, int timer, Instant fireAt) {
        return event(at)
                .setTimerFired(TimerFiredEvent.newBuilder().setTimerId(timer).setFireAt(timestamp(fireAt)))
                .build();
    }

    static HistoryEvent childCompleted(Instant at, int task, @Nullable String result) {
        var completed = SubOrchestrationInstanceCompletedEvent.newBuilder().setTaskScheduledId(task);
        if (result != null) {
            completed.setResult(StringValue.of(result));
        }
        return event(at).setSubOrchestrationInstanceCompleted(completed).build();
    }

    static HistoryEvent childFailed(Instant at, int task, Failure failure) {
        return event(at)
                .setSubOrchestrationInstanceFailed(SubOrchestrationInstanceFailedEvent.newBuilder()
                        .setTaskScheduledId(task)
                        .setFailureDetails(failure.wire()))
                .build();
    }

    /** A message without content, which only says that there is something to do. */
    public static HistoryEvent nudge() {
        return HistoryEvent.getDefaultInstance();
    }

    /** The number of the action whose result this event is. */
    static OptionalInt resultOf(HistoryEvent event) {
        return switch (event.getEventTypeCase()) {
            case TASKCOMPLETED -> OptionalInt.of(event.getTaskCompleted().getTaskScheduledId());
            case TASKFAILED -> OptionalInt.of(event.getTaskFailed().getTaskScheduledId());
            case TIMERFIRED -> OptionalInt.of(event.getTimerFired().getTimerId());
            case SUBORCHESTRATIONINSTANCECOMPLETED ->
                OptionalInt.of(event.getSubOrchestrationInstanceCompleted().getTaskScheduledId());
            case SUBORCHESTRATIONINSTANCEFAILED ->
                OptionalInt.of(event.getSubOrchestrationInstanceFailed().getTaskScheduledId());
            default -> OptionalInt.empty();
        };
    }

    /** Events as the past events of a request. Encodings may be joined: that joins the events. */
    public static ByteString encodePast(List<HistoryEvent> events) {
        return OrchestratorRequest.newBuilder().addAllPastEvents(events).build().toByteString();
    }
}
