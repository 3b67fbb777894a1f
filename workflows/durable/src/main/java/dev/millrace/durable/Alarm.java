package dev.millrace.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.millrace.contracts.events.AlarmEvent;
import dev.millrace.durable.functions.Functions;
import dev.millrace.durable.steps.Orchestration;
import dev.millrace.durable.wire.Json;

/** Waits for a time and says that it has come. Input and output {@link AlarmWork}. */
public final class Alarm implements Orchestration {

    public static final String NAME = "Alarm";

    @Override
    public JsonNode outcome(TaskOrchestrationContext ctx) {
        AlarmWork work = Json.read(ctx.getInput(JsonNode.class), AlarmWork.class);
        var functions = new Functions(ctx, work.context());
        ctx.setCustomStatus("rings at " + work.at());
        functions.await().until(work.at());
        functions.tell(new AlarmEvent.Rang(work.name(), work.at()));
        return Json.tree(work);
    }
}
