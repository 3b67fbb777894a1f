package dev.millrace.engine.history;

import com.google.protobuf.ByteString;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.millrace.engine.store.Write;
import java.util.Map;

/** What comes of an orchestrator's answer. */
public sealed interface Step {

    /**
     * The answer holds, once it is committed.
     *
     * @param next where the execution stands then
     * @param replay what is added to the encoded past events; empty for the first step of a generation to come
     * @param activities to be run after the commit, by action
     */
    record Taken(Write.Advance advance, Execution next, ByteString replay, Map<Integer, ScheduleTaskAction> activities)
            implements Step {

        public boolean isRenewal() {
            return advance.renewal() != null;
        }
    }

    /**
     * The orchestrator must be asked again in smaller episodes: it continued as new, and which of several raised events
     * it had used up cannot be told from the answer.
     */
    record AskAgain() implements Step {}
}
