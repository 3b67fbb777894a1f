package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decisions that only people make. Who may decide, how many and until when, is the tenant's policy. */
public sealed interface ApprovalEvent extends Payload {

    /**
     * @param author of the ticket, who may not approve
     * @param plan Markdown, as UTF-8 text
     * @param target commit of the target branch
     * @param head commit of the source branch
     * @param diff of {@link dev.millrace.contracts.Diff}; the decision is bound to it
     * @param patch unified diff, as UTF-8 text; null leaves it to the link
     * @param checks what was checked, a sentence each
     * @param costSoFar null where no price is known
     */
    @EventType("dev.millrace.approval.requested.v1")
    @HandledBy("approval")
    record Requested(
            TicketRef ticket,
            PullRequestRef pullRequest,
            @Nullable URI url,
            String title,
            @Nullable String author,
            ContentRef plan,
            String target,
            String head,
            Digest diff,
            @Nullable ContentRef patch,
            List<String> checks,
            @Nullable Money costSoFar)
            implements ApprovalEvent {

        public Requested {
            checks = List.copyOf(checks);
        }
    }

    /**
     * People were asked.
     *
     * @param waitingFor who may decide, for people to read
     * @param escalations when to remind whom, in their order
     * @param deadline when nobody decides any more
     */
    @EventType("dev.millrace.approval.opened.v1")
    record Opened(UUID approval, List<String> waitingFor, List<Escalation> escalations, Instant deadline)
            implements ApprovalEvent {

        public Opened {
            waitingFor = List.copyOf(waitingFor);
            escalations = List.copyOf(escalations);
        }
    }

    /** @param to who is asked then as well */
    record Escalation(Instant at, List<String> to) {

        public Escalation {
            to = List.copyOf(to);
        }
    }

    /** @param step number of the escalation, from 0 */
    @EventType("dev.millrace.approval.reminder-requested.v1")
    @HandledBy("approval")
    record ReminderRequested(UUID approval, int step) implements ApprovalEvent {}

    /** @param waitingFor who may decide now */
    @EventType("dev.millrace.approval.reminded.v1")
    record Reminded(UUID approval, List<String> waitingFor) implements ApprovalEvent {

        public Reminded {
            waitingFor = List.copyOf(waitingFor);
        }
    }

    /** The question no longer stands: its head moved, its deadline passed, its ticket closed. */
    @EventType("dev.millrace.approval.withdraw-requested.v1")
    @HandledBy("approval")
    record WithdrawRequested(UUID approval, Outcome outcome, String reason) implements ApprovalEvent {}

    /**
     * It is decided for good.
     *
     * @param diff that was shown
     */
    @EventType("dev.millrace.approval.decided.v1")
    record Decided(
            UUID approval,
            Outcome outcome,
            Digest diff,
            List<Vote> votes,
            @Nullable String comment) implements ApprovalEvent {

        public Decided {
            votes = List.copyOf(votes);
        }
    }

    /** @param by a person as the tenant's directory names them, or {@code link holder} where nobody signed in */
    record Vote(
            String by,
            boolean approves,
            Instant at,
            @Nullable String comment) {}

    enum Outcome {
        @JsonProperty("approved")
        APPROVED,
        @JsonProperty("rejected")
        REJECTED,
        @JsonProperty("withdrawn")
        WITHDRAWN,
        /** Target or head moved: it must be asked again. */
        @JsonProperty("void")
        VOID,
        @JsonProperty("expired")
        EXPIRED
    }
}
