package dev.millrace.engine.work;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.millrace.engine.Failure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An activity to be run.
 *
 * @param task the number of the action that asked for it
 * @param result told once; later calls have no effect
 */
public record ActivityWork(
        String instanceId, String executionId, int task, ScheduleTaskAction action, Consumer<Outcome> result) {

    /** What came of it. */
    public sealed interface Outcome {

        /** The activity ended with this JSON. */
        record Completed(@Nullable String json) implements Outcome {}

        record Failed(Failure failure) implements Outcome {}
    }

    public String name() {
        return action.getName();
    }

    public void completed(@Nullable String json) {
        result.accept(new Outcome.Completed(json));
    }

    public void failed(Failure failure) {
        result.accept(new Outcome.Failed(failure));
    }
}
