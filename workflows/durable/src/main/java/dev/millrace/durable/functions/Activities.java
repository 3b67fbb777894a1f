package dev.millrace.durable.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.millrace.durable.wire.Json;

/**
 * Calls activities and tries them again. The loop is ours because the SDK's retry handlers run inside its reading of the
 * history, and its policies know no jitter. Results cross as JSON trees: the SDK swallows a result that it cannot turn
 * into the asked type, and the instance would wait for ever.
 */
public final class Activities {

    private final TaskOrchestrationContext ctx;
    private final Mailbox mailbox;

    Activities(TaskOrchestrationContext ctx, Mailbox mailbox) {
        this.ctx = ctx;
        this.mailbox = mailbox;
    }

    /**
     * @throws TaskFailedException when the last attempt failed
     * @throws IllegalArgumentException when the result is not what the type says
     */
    public <I, R> R call(ActivityType<I, R> type, I input) {
        JsonNode tree = Json.tree(input);
        int attempt = 1;
        while (true) {
            try {
                return Json.read(
                        ctx.callActivity(type.name(), tree, JsonNode.class).await(), type.result());
            } catch (TaskFailedException e) {
                if (!type.retries().allowAfter(attempt)) {
                    throw e;
                }
                mailbox.sleep(type.retries().pause(attempt, ctx.newUUID()));
                attempt++;
            }
        }
    }
}
