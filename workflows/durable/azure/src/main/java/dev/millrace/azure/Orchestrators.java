package dev.millrace.azure;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import dev.millrace.durable.Alarm;
import dev.millrace.durable.TicketToPullRequest;
import dev.millrace.durable.Workflows;

/**
 * A function for each orchestration. The Durable SDK's middleware turns the trigger's text into the context, and what is
 * returned into the completion.
 */
public class Orchestrators {

    @FunctionName(TicketToPullRequest.NAME)
    public Object ticketToPullRequest(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
        return run(TicketToPullRequest.NAME, ctx);
    }

    @FunctionName("Plan")
    public Object plan(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
        return run("Plan", ctx);
    }

    @FunctionName("Draft")
    public Object draft(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
        return run("Draft", ctx);
    }

    @FunctionName("BuildAndFix")
    public Object buildAndFix(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
        return run("BuildAndFix", ctx);
    }

    @FunctionName("Approve")
    public Object approve(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
        return run("Approve", ctx);
    }

    @FunctionName("Merge")
    public Object merge(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
        return run("Merge", ctx);
    }

    @FunctionName("Abandon")
    public Object abandon(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
        return run("Abandon", ctx);
    }

    @FunctionName(Alarm.NAME)
    public Object alarm(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
        return run(Alarm.NAME, ctx);
    }

    private static Object run(String name, TaskOrchestrationContext ctx) {
        return Workflows.orchestration(name).orElseThrow().outcome(ctx);
    }
}
