package dev.millrace.durable.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Payload;
import dev.millrace.durable.wire.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * The functions, as an orchestration sees them. One for each run of an orchestrator; replays make the same ids.
 */
public final class Functions {

    private final TaskOrchestrationContext ctx;
    private final Event.Context context;
    private final Mailbox mailbox;
    private final Activities activities;

    /** @param origin what every command carries; its instance id becomes that of the orchestration */
    public Functions(TaskOrchestrationContext ctx, Event.Context origin) {
        this.ctx = ctx;
        this.context = new Event.Context(
                origin.tenant(),
                origin.correlationId(),
                ctx.getInstanceId(),
                origin.causationId(),
                origin.traceparent(),
                origin.classification());
        this.mailbox = new Mailbox(ctx);
        this.activities = new Activities(ctx, mailbox);
    }

    /**
     * Publishes a command and waits for nothing but the broker.
     *
     * @return the command's id
     */
    public EventId tell(Payload command) {
        EventId id = EventId.of(ctx.newUUID());
        JsonNode data = Json.tree(command);
        activities.call(ActivityType.PUBLISH, new Publication(id, Catalogue.typeOf(command.getClass()), data, context));
        return id;
    }

    /** @param patience from the moment at which the broker has the command */
    public <T> Question<T> ask(Payload command, Duration patience) {
        return new Question<>(this, command, patience);
    }

    public <T> Waiting<T> await() {
        return new Waiting<>(mailbox);
    }

    void pause(Duration duration) {
        mailbox.sleep(duration);
    }

    public Activities activities() {
        return activities;
    }

    /** The orchestration's clock, which replays as it was. */
    public Instant now() {
        return mailbox.now();
    }
}
