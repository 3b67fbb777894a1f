package dev.millrace.durable.steps;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.durable.functions.Answer;
import java.util.List;

/** Asks people, reminds them, and takes only their word for a yes. */
public final class Approve extends Step<Approve.In, Approve.Outcome> {

    public static final StepType<In, Outcome> TYPE = new StepType<>("Approve", In.class, Outcome.class);

    public Approve() {
        super(TYPE);
    }

    /**
     * @param plan Markdown
     * @param checks a sentence each
     */
    public record In(
            Job job,
            ContextEvent.Collected context,
            Proposal proposal,
            ContentRef plan,
            List<String> checks,
            Cost cost) {

        public In {
            checks = List.copyOf(checks);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Approved.class, name = "approved"),
        @JsonSubTypes.Type(value = Outcome.Moved.class, name = "moved"),
        @JsonSubTypes.Type(value = Outcome.Merged.class, name = "merged"),
        @JsonSubTypes.Type(value = Outcome.Stopped.class, name = "stopped")
    })
    public sealed interface Outcome {

        /** Of exactly the diff that was asked about. */
        record Approved(List<String> by) implements Outcome {}

        /** Target or head moved: what was asked is no longer what would be merged. */
        record Moved() implements Outcome {}

        /** Somebody merged it by hand. */
        record Merged() implements Outcome {}

        record Stopped(Stop stop) implements Outcome {}
    }

    @Override
    Job job(In in) {
        return in.job();
    }

    @Override
    Outcome run(Desk desk, In in) {
        desk.say("asking for approval");
        // Unlike elsewhere nobody can be asked what happened. People may have been asked in vain; nothing is approved.
        Answer<Outcome> answer = desk.<Outcome>ask(question(in))
                .when(ApprovalEvent.Opened.class, opened -> new Ballot(desk, in.proposal(), opened).hold())
                .await();
        return switch (answer) {
            case Answer.Replied<Outcome>(Outcome outcome) -> outcome;
            case Answer.Unknown<Outcome> unknown ->
                new Outcome.Stopped(new Stop(Stop.Cause.UNKNOWN, "nobody could be asked to approve: " + unknown.why()));
        };
    }

    private static ApprovalEvent.Requested question(In in) {
        Proposal proposal = in.proposal();
        return new ApprovalEvent.Requested(
                in.job().ticket(),
                proposal.pullRequest(),
                proposal.url(),
                in.context().title(),
                in.context().author(),
                in.plan(),
                proposal.target(),
                proposal.head(),
                proposal.diff(),
                proposal.patch(),
                in.checks(),
                in.cost().known());
    }
}
