package dev.millrace.engine.history;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateSubOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateTimerAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.EventSentEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationInstance;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ParentInstanceInfo;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SendEventAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SubOrchestrationInstanceCreatedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskScheduledEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TimerCreatedEvent;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Failure;
import dev.millrace.engine.Names;
import dev.millrace.engine.StartRequest;
import dev.millrace.engine.Status;
import dev.millrace.engine.store.Parcel;
import dev.millrace.engine.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the actions of one answer, in their order. */
final class AnswerReader {

    private final Execution execution;
    private final Instant at;
    private final EngineConfig.Limits limits;
    private final Supplier<String> ids;
    private final Set<Integer> seen = new HashSet<>();
    private final List<HistoryEvent> scheduled = new ArrayList<>();
    private final Map<Integer, ScheduleTaskAction> activities = new LinkedHashMap<>();
    private final List<Parcel> parcels = new ArrayList<>();
    private final List<Write.Start> children = new ArrayList<>();
    private Answer.Ending ending = new Answer.Goes();

    AnswerReader(Execution execution, Episode episode, EngineConfig.Limits limits, Supplier<String> ids) {
        this.execution = execution;
        this.at = episode.at();
        this.limits = limits;
        this.ids = ids;
    }

    Answer answer(@Nullable StringValue customStatus) {
        String status = customStatus == null || customStatus.getValue().isEmpty() ? null : customStatus.getValue();
        return new Answer(scheduled, activities, parcels, children, ending, status);
    }

    void read(OrchestratorAction action) {
        if (!seen.add(action.getId())) {
            throw bad("The answer has two actions with the number " + action.getId() + ".");
        }
        switch (action.getOrchestratorActionTypeCase()) {
            case SCHEDULETASK -> schedule(action.getId(), action.getScheduleTask());
            case CREATETIMER -> timer(action.getId(), action.getCreateTimer());
            case CREATESUBORCHESTRATION -> child(action.getId(), action.getCreateSubOrchestration());
            case SENDEVENT -> send(action.getId(), action.getSendEvent());
            case COMPLETEORCHESTRATION -> complete(action.getCompleteOrchestration());
            case ORCHESTRATORACTIONTYPE_NOT_SET ->
                throw bad("Action " + action.getId() + " has no type that this engine knows.");
        }
    }

    private void requireNew(int id) {
        if (execution.pending().containsKey(id)) {
            throw bad("Action %d was answered before: the orchestrator is not deterministic.".formatted(id));
        }
    }

    private HistoryEvent.Builder event(int id) {
        return HistoryEvent.newBuilder().setEventId(id).setTimestamp(Events.timestamp(at));
    }

    private void schedule(int id, ScheduleTaskAction action) {
        requireNew(id);
        var event = TaskScheduledEvent.newBuilder().setName(name("activity name", action.getName()));
        if (action.hasInput()) {
            event.setInput(checked("input of activity '" + action.getName() + "'", action.getInput()));
        }
        if (action.hasVersion()) {
            event.setVersion(action.getVersion());
        }
        scheduled.add(event(id).setTaskScheduled(event).build());
        activities.put(id, action);
    }

    private void timer(int id, CreateTimerAction action) {
        requireNew(id);
        scheduled.add(event(id)
                .setTimerCreated(TimerCreatedEvent.newBuilder().setFireAt(action.getFireAt()))
                .build());
    }

    private void child(int id, CreateSubOrchestrationAction action) {
        requireNew(id);
        String childId = action.getInstanceId().isEmpty()
                ? "%s:%04x".formatted(execution.executionId(), id)
                : name("sub-orchestration's instance id", action.getInstanceId());
        var event = SubOrchestrationInstanceCreatedEvent.newBuilder()
                .setInstanceId(childId)
                .setName(name("sub-orchestrator name", action.getName()));
        if (action.hasInput()) {
            event.setInput(checked("input of sub-orchestration '" + action.getName() + "'", action.getInput()));
        }
        if (action.hasVersion()) {
            event.setVersion(action.getVersion());
        }
        scheduled.add(event(id).setSubOrchestrationInstanceCreated(event).build());
        children.add(start(id, childId, action));
    }

    private Write.Start start(int id, String childId, CreateSubOrchestrationAction action) {
        var owner = OrchestrationInstance.newBuilder()
                .setInstanceId(execution.instanceId())
                .setExecutionId(StringValue.of(execution.executionId()));
        var parent = ParentInstanceInfo.newBuilder()
                .setTaskScheduledId(id)
                .setName(StringValue.of(execution.name()))
                .setOrchestrationInstance(owner)
                .build();
        var request = StartRequest.of(action.getName(), childId)
                .withInput(action.hasInput() ? action.getInput().getValue() : null)
                .withVersion(action.hasVersion() ? action.getVersion().getValue() : null);
        var refusal = new Parcel(
                execution.instanceId(),
                execution.executionId(),
                Events.childFailed(
                        at,
                        id,
                        new Failure(
                                "InstanceAlreadyExists",
                                "An instance with the id '" + childId + "' has not ended. Use another id.")));
        return new Write.Start(request, ids.get(), at, parent, refusal);
    }

    private void send(int id, SendEventAction action) {
        if (execution.sent().contains(id)) {
            return;
        }
        String target = name("instance id to send to", action.getInstance().getInstanceId());
        var sent = EventSentEvent.newBuilder().setInstanceId(target).setName(action.getName());
        if (action.hasData()) {
            sent.setInput(checked("event '" + action.getName() + "'", action.getData()));
        }
        scheduled.add(event(id).setEventSent(sent).build());
        String data = action.hasData() ? action.getData().getValue() : null;
        parcels.add(new Parcel(target, null, Events.eventRaised(at, action.getName(), data)));
    }

    private void complete(CompleteOrchestrationAction action) {
        if (!(ending instanceof Answer.Goes)) {
            throw bad("The answer completes the orchestration twice.");
        }
        String result =
                action.hasResult() ? checked("result", action.getResult()).getValue() : null;
        ending = switch (action.getOrchestrationStatus()) {
            case ORCHESTRATION_STATUS_COMPLETED -> new Answer.Ends(Status.COMPLETED, result, null);
            case ORCHESTRATION_STATUS_FAILED, ORCHESTRATION_STATUS_CANCELED ->
                new Answer.Ends(Status.FAILED, result, Failure.of(action.getFailureDetails()));
            case ORCHESTRATION_STATUS_TERMINATED -> new Answer.Ends(Status.TERMINATED, result, null);
            case ORCHESTRATION_STATUS_CONTINUED_AS_NEW ->
                new Answer.Renews(
                        result,
                        action.hasNewVersion()
                                ? name("new version", action.getNewVersion().getValue())
                                : execution.version(),
                        action.getCarryoverEventsList());
            default -> throw bad("An orchestration cannot complete as " + action.getOrchestrationStatus() + ".");
        };
    }

    private static String name(String what, String text) {
        try {
            return Names.requireName(what, text);
        } catch (IllegalArgumentException e) {
            throw bad(e.getMessage() == null ? what : e.getMessage());
        }
    }

    /** Passes a payload through if it is not too large. */
    StringValue checked(String what, StringValue value) {
        int size = value.getValueBytes().size();
        if (size > limits.payloadBytes()) {
            throw new BadAnswerException(
                    "PayloadTooLarge",
                    "The %s has %d bytes, the limit is %d. Pass a reference instead of the content."
                            .formatted(what, size, limits.payloadBytes()));
        }
        return value;
    }

    private static BadAnswerException bad(String message) {
        return new BadAnswerException("InvalidAnswer", message);
    }
}
