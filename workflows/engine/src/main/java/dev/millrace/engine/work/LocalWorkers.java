package dev.millrace.engine.work;

import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Failure;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs the registered orchestrators on a few threads and the registered activities on virtual ones. Thread-safe. */
public final class LocalWorkers implements Workers, AutoCloseable {

    private final Registry registry;
    private final ActivityLanes lanes;
    private final ExecutorService orchestrators;

    public LocalWorkers(Registry registry, EngineConfig config) {
        this.registry = registry;
        this.lanes = new ActivityLanes(registry, config.maxActivities());
        this.orchestrators = Executors.newFixedThreadPool(
                config.orchestratorThreads(),
                Thread.ofPlatform().daemon().name("orchestrator-", 0).factory());
    }

    @Override
    public boolean take(OrchestratorWork work) {
        TaskOrchestrationFactory factory = registry.orchestrators().get(work.name());
        if (factory == null) {
            return false;
        }
        try {
            orchestrators.execute(() -> run(factory, work));
        } catch (RejectedExecutionException e) {
            // Closing: whoever runs the instance next asks again.
            return true;
        }
        return true;
    }

    @Override
    public boolean take(ActivityWork work) {
        return lanes.take(work);
    }

    /** Whatever an orchestrator throws, its thread goes on and its instance ends with a reason. */
    private static void run(TaskOrchestrationFactory factory, OrchestratorWork work) {
        OrchestratorResponse response;
        try {
            var orchestration = new Watched(factory.create());
            byte[] answer = OrchestrationRunner.loadAndRun(work.request().toByteArray(), orchestration);
            response = orchestration.completed(OrchestratorResponse.parseFrom(answer));
        } catch (Exception | LinkageError | AssertionError | StackOverflowError | OutOfMemoryError e) {
            work.failed(Failure.of(e));
            return;
        }
        work.answered(response);
    }

    /**
     * Notes whether an orchestrator came to its end. The SDK completes an orchestration that has returned once nothing is
     * pending, but it never learns that its sent events have left: such an instance would wait for ever.
     */
    private static final class Watched implements TaskOrchestration {

        private final TaskOrchestration orchestration;
        private boolean returned;

        Watched(TaskOrchestration orchestration) {
            this.orchestration = orchestration;
        }

        @Override
        public void run(TaskOrchestrationContext ctx) {
            orchestration.run(ctx);
            returned = true;
        }

        OrchestratorResponse completed(OrchestratorResponse response) {
            boolean onlySent = response.getActionsCount() > 0
                    && response.getActionsList().stream().allMatch(OrchestratorAction::hasSendEvent);
            if (!returned || !onlySent) {
                return response;
            }
            var complete = CompleteOrchestrationAction.newBuilder()
                    .setOrchestrationStatus(OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED);
            return response.toBuilder()
                    .addActions(OrchestratorAction.newBuilder()
                            .setId(Integer.MAX_VALUE)
                            .setCompleteOrchestration(complete))
                    .build();
        }
    }

    /** Waits until no activity runs, but no longer than this. */
    public void drain(Duration patience) throws InterruptedException {
        lanes.drain(patience);
    }

    @Override
    public void close() {
        orchestrators.shutdownNow();
        lanes.close();
        try {
            orchestrators.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
