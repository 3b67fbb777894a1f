package dev.millrace.engine.history;

import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ParentInstanceInfo;
import dev.millrace.engine.Failure;
import dev.millrace.engine.Status;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.Parcel;
import dev.millrace.engine.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last step of an execution: who must hear of it, and what becomes of its children. */
final class Endings {

    private Endings() {}

    /**
     * Makes the last step.
     *
     * @param later messages that came meanwhile; nobody will read them
     */
    static Step.Taken step(Execution execution, Episode episode, Answer answer, Answer.Ends ends, List<Message> later) {
        Instant at = episode.at();
        var events = new ArrayList<>(episode.events());
        events.addAll(answer.scheduled());
        events.add(Events.executionCompleted(at, completed(ends)));
        var parcels = new ArrayList<>(answer.parcels());
        report(execution, at, ends).ifPresent(parcels::add);
        if (ends.status() == Status.TERMINATED) {
            parcels.addAll(terminations(execution, at));
        }
        var consumed = new ArrayList<>(episode.consumed());
        later.stream().filter(Message::isDurable).map(Message::seq).forEach(consumed::add);
        Execution next = execution.advanced(events, 0, ends.status(), answer.customStatus());
        var advance = new Write.Advance(
                execution.instanceId(),
                execution.generation(),
                execution.steps(),
                at,
                events,
                Events.encodePast(events),
                new Write.Head(ends.status(), answer.customStatus(), ends.output(), ends.failure(), null, false),
                consumed,
                parcels,
                answer.children(),
                null);
        return new Step.Taken(advance, next, ByteString.EMPTY, answer.activities());
    }

    private static ExecutionCompletedEvent completed(Answer.Ends ends) {
        var completed = ExecutionCompletedEvent.newBuilder()
                .setOrchestrationStatus(ends.status().wire());
        if (ends.output() != null) {
            completed.setResult(StringValue.of(ends.output()));
        }
        if (ends.failure() != null) {
            completed.setFailureDetails(ends.failure().wire());
        }
        return completed.build();
    }

    /** What the parent hears. */
    private static Optional<Parcel> report(Execution execution, Instant at, Answer.Ends ends) {
        ParentInstanceInfo parent = execution.parent();
        if (parent == null) {
            return Optional.empty();
        }
        int task = parent.getTaskScheduledId();
        HistoryEvent event = switch (ends.status()) {
            case COMPLETED -> Events.childCompleted(at, task, ends.output());
            case TERMINATED ->
                Events.childFailed(
                        at,
                        task,
                        new Failure(
                                "Terminated",
                                "The sub-orchestration '" + execution.instanceId() + "' was terminated."));
            default ->
                Events.childFailed(at, task, ends.failure() == null ? new Failure("Failed", "") : ends.failure());
        };
        var owner = parent.getOrchestrationInstance();
        return Optional.of(
                new Parcel(owner.getInstanceId(), owner.getExecutionId().getValue(), event));
    }

    private static List<Parcel> terminations(Execution execution, Instant at) {
        return execution.pending().values().stream()
                .filter(Pending.Child.class::isInstance)
                .map(Pending.Child.class::cast)
                .map(child -> new Parcel(child.instanceId(), null, Events.executionTerminated(at, null)))
                .toList();
    }
}
