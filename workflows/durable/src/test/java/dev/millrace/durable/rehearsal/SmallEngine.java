package dev.millrace.durable.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskActivityContext;
import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateSubOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateTimerAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.EventRaisedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionStartedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationInstance;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SubOrchestrationInstanceCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SubOrchestrationInstanceCreatedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SubOrchestrationInstanceFailedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskScheduledEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TimerCreatedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TimerFiredEvent;
import dev.millrace.durable.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A Durable Task engine in memory. Its clock jumps to whatever is due next; activities take no time. */
final class SmallEngine {

    private static final Instant MORNING = Instant.parse("2026-01-05T09:00:00Z");
    private static final int MOST_TURNS = 5000;

    private final Map<String, TaskOrchestrationFactory> orchestrations = new HashMap<>();
    private final Map<String, TaskActivityFactory> activities = new HashMap<>();
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Queue<Due> agenda =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private Instant clock = MORNING;
    private long order;

    private record Due(Instant at, long order, Runnable action) {}

    SmallEngine(Collection<TaskOrchestrationFactory> orchestrations, Collection<TaskActivityFactory> activities) {
        orchestrations.forEach(factory -> this.orchestrations.put(factory.getName(), factory));
        activities.forEach(factory -> this.activities.put(factory.getName(), factory));
    }

    Instant now() {
        return clock;
    }

    Collection<Instance> instances() {
        return instances.values();
    }

    void after(Duration delay, Runnable action) {
        agenda.add(new Due(clock.plus(delay), order++, action));
    }

    void start(String orchestrator, String id, String input) {
        start(orchestrator, id, input, null);
    }

    private void start(String orchestrator, String id, String input, Instance.@Nullable Parent parent) {
        var instance = new Instance(
                id, orchestrator, known(orchestrations, orchestrator).create(), parent);
        instances.put(id, instance);
        instance.happened(
                HistoryEvent.newBuilder()
                        .setExecutionStarted(ExecutionStartedEvent.newBuilder()
                                .setName(orchestrator)
                                .setInput(Instance.text(input))
                                .setOrchestrationInstance(
                                        OrchestrationInstance.newBuilder().setInstanceId(id))),
                clock);
    }

    /** An unknown or finished instance lets it pass. */
    void raise(String id, String event, JsonNode data) {
        Instance instance = instances.get(id);
        if (instance != null && instance.completion() == null) {
            instance.happened(
                    HistoryEvent.newBuilder()
                            .setEventRaised(EventRaisedEvent.newBuilder()
                                    .setName(event)
                                    .setInput(Instance.text(data.toString()))),
                    clock);
        }
    }

    /** Runs until nothing is left to do for any instance but timers of finished ones. */
    CompleteOrchestrationAction runToTheEndOf(String id) {
        Instance wanted = known(instances, id);
        for (int turns = 0; turns < MOST_TURNS; turns++) {
            Optional<Instance> runnable =
                    instances.values().stream().filter(Instance::isRunnable).findFirst();
            CompleteOrchestrationAction completion = wanted.completion();
            if (runnable.isPresent()) {
                turn(runnable.get());
            } else if (completion != null) {
                return completion;
            } else {
                Due due = Optional.ofNullable(agenda.poll())
                        .orElseThrow(() -> new IllegalStateException(id + " waits for what never comes"));
                // A timer fires when its time has passed.
                clock = due.at().isBefore(clock) ? clock : due.at().plusMillis(1);
                due.action().run();
            }
        }
        throw new IllegalStateException(id + " is not at its end after " + MOST_TURNS + " turns");
    }

    private void turn(Instance instance) {
        clock = clock.plusMillis(1);
        OrchestratorResponse response = instance.turn(clock);
        for (OrchestratorAction action : response.getActionsList()) {
            switch (action.getOrchestratorActionTypeCase()) {
                case SCHEDULETASK -> schedule(instance, action.getId(), action.getScheduleTask());
                case CREATETIMER -> timer(instance, action.getId(), action.getCreateTimer());
                case CREATESUBORCHESTRATION -> child(instance, action.getId(), action.getCreateSubOrchestration());
                case COMPLETEORCHESTRATION -> complete(instance, action.getCompleteOrchestration());
                default -> throw new IllegalStateException("This engine has no " + action);
            }
        }
    }

    private void schedule(Instance instance, int id, ScheduleTaskAction task) {
        instance.scheduled(
                HistoryEvent.newBuilder()
                        .setTaskScheduled(TaskScheduledEvent.newBuilder()
                                .setName(task.getName())
                                .setInput(task.getInput())),
                id,
                clock);
        String result;
        try {
            result = String.valueOf(known(activities, task.getName()).create().run(context(task)));
        } catch (RuntimeException e) {
            instance.happened(
                    HistoryEvent.newBuilder()
                            .setTaskFailed(TaskFailedEvent.newBuilder()
                                    .setTaskScheduledId(id)
                                    .setFailureDetails(failure(e))),
                    clock);
            return;
        }
        instance.happened(
                HistoryEvent.newBuilder()
                        .setTaskCompleted(TaskCompletedEvent.newBuilder()
                                .setTaskScheduledId(id)
                                .setResult(Instance.text(result))),
                clock);
    }

    private static <T> T known(Map<String, T> registered, String name) {
        return Optional.ofNullable(registered.get(name))
                .orElseThrow(() -> new IllegalStateException("nobody registered " + name));
    }

    private static TaskActivityContext context(ScheduleTaskAction task) {
        return new TaskActivityContext() {
            @Override
            public String getName() {
                return task.getName();
            }

            @Override
            public <T> T getInput(Class<T> type) {
                return Json.read(task.getInput().getValue().getBytes(StandardCharsets.UTF_8), type);
            }
        };
    }

    private void timer(Instance instance, int id, CreateTimerAction timer) {
        instance.scheduled(
                HistoryEvent.newBuilder()
                        .setTimerCreated(TimerCreatedEvent.newBuilder().setFireAt(timer.getFireAt())),
                id,
                clock);
        Instant at = Instant.ofEpochSecond(
                timer.getFireAt().getSeconds(), timer.getFireAt().getNanos());
        agenda.add(new Due(at, order++, () -> {
            if (instance.completion() == null) {
                instance.happened(
                        HistoryEvent.newBuilder()
                                .setTimerFired(TimerFiredEvent.newBuilder()
                                        .setTimerId(id)
                                        .setFireAt(timer.getFireAt())),
                        clock);
            }
        }));
    }

    private void child(Instance instance, int id, CreateSubOrchestrationAction child) {
        instance.scheduled(
                HistoryEvent.newBuilder()
                        .setSubOrchestrationInstanceCreated(SubOrchestrationInstanceCreatedEvent.newBuilder()
                                .setName(child.getName())
                                .setInstanceId(child.getInstanceId())
                                .setInput(child.getInput())),
                id,
                clock);
        start(child.getName(), child.getInstanceId(), child.getInput().getValue(), new Instance.Parent(instance, id));
    }

    private void complete(Instance instance, CompleteOrchestrationAction completion) {
        instance.completed(completion);
        Instance.Parent parent = instance.parent();
        if (parent == null) {
            return;
        }
        HistoryEvent.Builder event = HistoryEvent.newBuilder();
        if (completion.getOrchestrationStatus() == OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED) {
            event.setSubOrchestrationInstanceCompleted(SubOrchestrationInstanceCompletedEvent.newBuilder()
                    .setTaskScheduledId(parent.task())
                    .setResult(completion.getResult()));
        } else {
            event.setSubOrchestrationInstanceFailed(SubOrchestrationInstanceFailedEvent.newBuilder()
                    .setTaskScheduledId(parent.task())
                    .setFailureDetails(completion.getFailureDetails()));
        }
        parent.instance().happened(event, clock);
    }

    private static TaskFailureDetails failure(RuntimeException e) {
        return TaskFailureDetails.newBuilder()
                .setErrorType(e.getClass().getName())
                .setErrorMessage(String.valueOf(e.getMessage()))
                .build();
    }
}
