package dev.millrace.durable.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.TaskOrchestrationContext;

/**
 * An orchestration by its outcome. It completes explicitly: the SDK keeps an orchestration open that returns while it
 * still waits for an event. A Functions host completes with what {@link #outcome} returns; completing twice is a fault.
 */
public interface Orchestration extends TaskOrchestration {

    /** Runs to the end, without completing. */
    JsonNode outcome(TaskOrchestrationContext ctx);

    @Override
    default void run(TaskOrchestrationContext ctx) {
        ctx.complete(outcome(ctx));
    }
}
