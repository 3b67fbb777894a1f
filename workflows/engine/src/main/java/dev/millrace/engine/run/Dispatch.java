package dev.millrace.engine.run;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Failure;
import dev.millrace.engine.history.Events;
import dev.millrace.engine.history.Execution;
import dev.millrace.engine.work.ActivityWork;
import dev.millrace.engine.work.OrchestratorWork;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Gives work to those who can do it, and turns what comes of it into events. Never waits. Thread-safe. */
final class Dispatch implements AutoCloseable {

    private final Routes routes;
    private final EngineConfig.Limits limits;
    private final Clock clock;
    private final ExecutorService errands = Executors.newVirtualThreadPerTaskExecutor();

    Dispatch(Routes routes, EngineConfig.Limits limits, Clock clock) {
        this.routes = routes;
        this.limits = limits;
        this.clock = clock;
    }

    /** Hands an orchestrator to whoever knows it. */
    void ask(OrchestratorWork work) {
        if (!routes.take(work)) {
            errand(() -> work.failed(routes.unknown(work)));
        }
    }

    /** Hands an activity to whoever knows it. */
    void run(Execution execution, int task, ScheduleTaskAction action, Crew.Result result) {
        String executionId = execution.executionId();
        var work = new ActivityWork(
                execution.instanceId(),
                executionId,
                task,
                action,
                outcome -> result.done(executionId, task, event(task, action, outcome)));
        if (!routes.take(work)) {
            errand(() -> work.failed(routes.unknown(work)));
        }
    }

    private HistoryEvent event(int task, ScheduleTaskAction action, ActivityWork.Outcome outcome) {
        return switch (outcome) {
            case ActivityWork.Outcome.Completed(String json) -> completion(task, action, json);
            case ActivityWork.Outcome.Failed(Failure failure) -> Events.taskFailed(clock.instant(), task, failure);
        };
    }

    private HistoryEvent completion(int task, ScheduleTaskAction action, @Nullable String json) {
        int limit = limits.payloadBytes();
        // A char takes at most three bytes: most results need no counting.
        if (json != null && json.length() > limit / 3 && utf8(json) > limit) {
            return Events.taskFailed(
                    clock.instant(),
                    task,
                    new Failure(
                            "PayloadTooLarge",
                            "The result of activity '%s' has more than %d bytes. Return a reference instead of the content."
                                    .formatted(action.getName(), limit)));
        }
        return Events.taskCompleted(clock.instant(), task, json);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void errand(Runnable errand) {
        if (!errands.isShutdown()) {
            errands.execute(errand);
        }
    }

    void drain(Duration patience) {
        routes.drain(patience);
    }

    @Override
    public void close() {
        routes.close();
        errands.shutdownNow();
    }
}
