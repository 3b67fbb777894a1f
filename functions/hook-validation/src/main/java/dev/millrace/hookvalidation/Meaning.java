package dev.millrace.hookvalidation;

import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.HookEvent.Reason;
import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/** What a hook means to us. */
public sealed interface Meaning {

    /**
     * Something happened that our rooms want to know.
     *
     * @param ticket null when the hook is not about a ticket
     */
    record Fact(Payload payload, @Nullable TicketRef ticket) implements Meaning {}

    /** An allowed event of somebody else's, to be passed on as it is. */
    record Foreign(CloudEvent event) implements Meaning {}

    /** Nothing to do. */
    record Nothing(String hostEvent, String reason) implements Meaning {}

    /** Not understood. */
    record Unclear(Reason reason, String detail) implements Meaning {}

    static Meaning unclear(String detail) {
        return new Unclear(Reason.UNKNOWN_SHAPE, detail);
    }

    static Meaning usedBefore() {
        return new Unclear(Reason.OTHER_CONTENT, "The sender used the id of an earlier delivery for other content.");
    }

    static Meaning foreignProject(String project) {
        return new Unclear(
                Reason.FOREIGN_PROJECT,
                "The project '" + project + "' is not listed for this host in the tenant's registry entry.");
    }
}
