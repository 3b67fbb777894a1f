package dev.millrace.engine.work;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.millrace.engine.Failure;
import org.jspecify.annotations.Nullable;

/**
 * An activity to be run.
 *
 * @param task the number of the action that asked for it
 * @param result called once; later calls have no effect
 */
public record ActivityWork(String instanceId, String executionId, int task, ScheduleTaskAction action, Result result) {

    public String name() {
        return action.getName();
    }

    /** Takes what the activity returned. */
    public interface Result {

        /** The activity ended with this JSON. */
        void completed(@Nullable String json);

        void failed(Failure failure);
    }
}
