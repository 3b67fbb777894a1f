package dev.millrace.durable.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.millrace.durable.wire.Json;

/** An orchestration that turns its input into one outcome. */
abstract class Step<I, O> implements Orchestration {

    private final StepType<I, O> type;

    Step(StepType<I, O> type) {
        this.type = type;
    }

    @Override
    public final JsonNode outcome(TaskOrchestrationContext ctx) {
        I input = Json.read(ctx.getInput(JsonNode.class), type.input());
        return Json.tree(run(new Desk(ctx, job(input)), input));
    }

    abstract Job job(I input);

    abstract O run(Desk desk, I input);
}
