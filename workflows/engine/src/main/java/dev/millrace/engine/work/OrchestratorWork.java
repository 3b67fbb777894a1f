package dev.millrace.engine.work;

import com.google.protobuf.ByteString;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.millrace.engine.Failure;

/**
 * An orchestrator to be run once over its history.
 *
 * @param request an encoded {@code OrchestratorRequest}
 * @param answer called once; later calls have no effect
 */
public record OrchestratorWork(String instanceId, String name, ByteString request, Answer answer) {

    /** Takes what the orchestrator said. */
    public interface Answer {

        void answered(OrchestratorResponse response);

        /** The orchestrator could not be run. */
        void failed(Failure failure);
    }
}
