package dev.millrace.engine.history;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskScheduledEvent;
import java.time.Instant;

/** What an orchestrator waits for, by the number of the action that asked for it. */
public sealed interface Pending {

    /** An activity's result. */
    record Activity(ScheduleTaskAction action) implements Pending {

        static Activity of(TaskScheduledEvent event) {
            var action = ScheduleTaskAction.newBuilder().setName(event.getName());
            if (event.hasInput()) {
                action.setInput(event.getInput());
            }
            if (event.hasVersion()) {
                action.setVersion(event.getVersion());
            }
            return new Activity(action.build());
        }
    }

    record Timer(Instant fireAt) implements Pending {

        /** The SDK takes a timer for fired when its clock, in milliseconds, is past it. */
        Instant dueAt() {
            return fireAt.plusMillis(1);
        }
    }

    /** A sub-orchestration's result. */
    record Child(String instanceId) implements Pending {}
}
