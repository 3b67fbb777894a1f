package dev.millrace.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.millrace.durable.steps.Desk;
import dev.millrace.durable.steps.Job;
import dev.millrace.durable.steps.Orchestration;
import dev.millrace.durable.steps.TicketWork;
import dev.millrace.durable.wire.Json;

/** The orchestration that a ticket starts. Input {@link TicketWork}, output {@link Ending}; the story is {@link Story}. */
public final class TicketToPullRequest implements Orchestration {

    public static final String NAME = "TicketToPullRequest";

    @Override
    public JsonNode outcome(TaskOrchestrationContext ctx) {
        TicketWork work = Json.read(ctx.getInput(JsonNode.class), TicketWork.class);
        Ending ending = new Story(new Desk(ctx, new Job(ctx.getInstanceId(), work))).tell();
        return Json.tree(ending);
    }
}
