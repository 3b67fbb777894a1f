package dev.millrace.engine.work;

import com.google.protobuf.ByteString;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.millrace.engine.Failure;
import java.util.function.Consumer;

/**
 * An orchestrator to be run once over its history.
 *
 * @param request an encoded {@code OrchestratorRequest}
 * @param answer told once; later calls have no effect
 */
public record OrchestratorWork(String instanceId, String name, ByteString request, Consumer<Outcome> answer) {

    /** What came of it. */
    public sealed interface Outcome {

        record Answered(OrchestratorResponse response) implements Outcome {}

        /** The orchestrator could not be run. */
        record Failed(Failure failure) implements Outcome {}
    }

    public void answered(OrchestratorResponse response) {
        answer.accept(new Outcome.Answered(response));
    }

    public void failed(Failure failure) {
        answer.accept(new Outcome.Failed(failure));
    }
}
