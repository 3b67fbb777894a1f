package dev.millrace.approval;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.ApprovalEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question to people.
 *
 * @param ticket as {@code host/project/id}
 * @param instance the workflow that waits for the answer
 * @param steps of the escalation, in their order
 * @param needed so many must say yes
 * @param stuck why nobody's word can decide it as things are, a sentence; null when it can be decided
 * @param signIn whether people must sign in before they decide; once demanded, it stays so
 * @param deadline when nobody decides any more
 */
public record Approval(
        UUID id,
        TenantId tenant,
        @Nullable String ticket,
        @Nullable String instance,
        DataClassification classification,
        ApprovalEvent.Requested question,
        List<Step> steps,
        int needed,
        @Nullable String stuck,
        boolean signIn,
        Instant openedAt,
        Instant deadline,
        State state) {

    public Approval {
        steps = List.copyOf(steps);
    }

    /** @param to names of people and groups who may decide from then on as well */
    public record Step(Instant at, List<String> to) {

        public Step {
            to = List.copyOf(to);
        }
    }

    public boolean isOpen(Instant now) {
        return state instanceof State.Open && now.isBefore(deadline);
    }

    /** What every event about this question carries along. */
    public Event.Context context() {
        return new Event.Context(tenant, ticket, instance, null, null, classification);
    }

    /** The same for events that the workflow does not wait for. */
    public Event.Context aside(DataClassification other) {
        return new Event.Context(tenant, ticket, null, null, null, other);
    }

    Approval with(int newNeeded, @Nullable String newStuck, boolean newSignIn) {
        return new Approval(
                id,
                tenant,
                ticket,
                instance,
                classification,
                question,
                steps,
                newNeeded,
                newStuck,
                newSignIn,
                openedAt,
                deadline,
                state);
    }

    Approval decided(State.Decided decision) {
        return new Approval(
                id,
                tenant,
                ticket,
                instance,
                classification,
                question,
                steps,
                needed,
                stuck,
                signIn,
                openedAt,
                deadline,
                decision);
    }
}
