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
     * @param patch unified diff as Git writes it, as UTF-8 text. Every changed path is in it, with the whole ids of its
     *     blobs in the line {@code index}, so that target, head and patch make up {@code diff}; what is too large to be
     *     shown has a line {@code Left out} in the place of its hunks. Null leaves it to the link
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

    /**
     * A person's choice, as it was made at the door. It counts when this is delivered and they may decide.
     *
     * @param person id in the tenant's directory, whose link or order it was
     * @param comment what they say about it; a no has one
     * @param diff that they were shown
     * @param form one use of the page; nothing else with the same one counts
     */
    @EventType("dev.millrace.approval.vote-requested.v1")
    @HandledBy("approval")
    record VoteRequested(
            UUID approval,
            String person,
            boolean approves,
            @Nullable String comment,
            Digest diff,
            String form,
            Means means,
            Origin origin)
            implements ApprovalEvent, Act {}

    /**
     * A person hands their say in one question to somebody else, for good. It counts when this is delivered, they have
     * not decided, and the other may decide and was not asked yet.
     *
     * @param person id in the tenant's directory, whose link or order it was
     * @param to id in the tenant's directory
     * @param form one use of the page; nothing else with the same one counts
     */
    @EventType("dev.millrace.approval.delegation-requested.v1")
    @HandledBy("approval")
    record DelegationRequested(UUID approval, String person, String to, String form, Means means, Origin origin)
            implements ApprovalEvent, Act {}

    /**
     * Somebody else may decide in the place of a person.
     *
     * @param from who handed it on, told as in {@link Vote#by}
     * @param to a person as the tenant's directory names them
     * @param waitingFor who may decide now
     */
    @EventType("dev.millrace.approval.delegated.v1")
    record Delegated(UUID approval, String from, String to, List<String> waitingFor) implements ApprovalEvent {

        public Delegated {
            waitingFor = List.copyOf(waitingFor);
        }
    }

    /**
     * A person takes back what they said. It counts when this is delivered while others must still decide.
     *
     * @param person id in the tenant's directory, whose link or order it was
     * @param form one use of the page; nothing else with the same one counts
     */
    @EventType("dev.millrace.approval.retraction-requested.v1")
    @HandledBy("approval")
    record RetractionRequested(UUID approval, String person, String form, Means means, Origin origin)
            implements ApprovalEvent, Act {}

    /** What somebody does about a question at its door. */
    sealed interface Act {

        UUID approval();

        /** Id in the tenant's directory. */
        String person();

        /** One use of the page. */
        String form();

        Means means();

        Origin origin();
    }

    /**
     * Somebody looked at the question; told at most once per person and hour.
     *
     * @param person id in the tenant's directory, whose link it was
     */
    @EventType("dev.millrace.approval.viewed.v1")
    record Viewed(UUID approval, String person, Origin origin) implements ApprovalEvent {}

    /** What is known of who decides. */
    enum Means {
        /** Somebody who has the person's link. */
        @JsonProperty("link")
        LINK,
        /** The person, who has signed in. */
        @JsonProperty("person")
        PERSON,
        /** An operator in the person's name. */
        @JsonProperty("operator")
        OPERATOR
    }

    /**
     * Where a request came from, no more exact than an audit needs.
     *
     * @param address IP network of the caller (/24 or /48), null when unknown
     * @param agent family of the program, such as {@code Firefox}
     */
    record Origin(@Nullable String address, String agent) {}

    /**
     * @param by a person as the tenant's directory names them; {@code link holder of <name>} where nobody signed in,
     *     {@code operator for <name>} where an operator decided in their name
     */
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
