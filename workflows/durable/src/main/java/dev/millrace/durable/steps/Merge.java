package dev.millrace.durable.steps;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.durable.functions.Answer;
import java.util.List;
import java.util.Optional;

/** Merges exactly what was approved, or finds out what became of it. */
public final class Merge extends Step<Merge.In, Merge.Outcome> {

    public static final StepType<In, Outcome> TYPE = new StepType<>("Merge", In.class, Outcome.class);

    private static final int MOST_QUESTIONS = 5;

    public Merge() {
        super(TYPE);
    }

    /** @param approvedBy for the merge's message */
    public record In(Job job, Proposal proposal, String title, List<String> approvedBy) {

        public In {
            approvedBy = List.copyOf(approvedBy);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Merged.class, name = "merged"),
        @JsonSubTypes.Type(value = Outcome.Moved.class, name = "moved"),
        @JsonSubTypes.Type(value = Outcome.Unclear.class, name = "unclear"),
        @JsonSubTypes.Type(value = Outcome.Stopped.class, name = "stopped")
    })
    public sealed interface Outcome {

        record Merged(String mergeCommit) implements Outcome {}

        /** Target or head moved: people must be asked again. */
        record Moved() implements Outcome {}

        /** It may be merged or not, so nothing may be undone. */
        record Unclear(String why) implements Outcome {}

        record Stopped(Stop stop) implements Outcome {}
    }

    @Override
    Job job(In in) {
        return in.job();
    }

    @Override
    Outcome run(Desk desk, In in) {
        desk.say("merging");
        Outcome outcome = new Settlement<>(
                        () -> merge(desk, in), () -> status(desk, in.proposal()), why -> new Outcome.Unclear(why))
                .settle();
        return outcome instanceof Outcome.Stopped refused && refused.stop().cause() == Stop.Cause.REFUSED
                ? confirmed(desk, in.proposal(), refused)
                : outcome;
    }

    /** The host may have merged, lost its answer and refused the repetition: nothing is undone before it was asked. */
    private static Outcome confirmed(Desk desk, Proposal proposal, Outcome.Stopped refused) {
        return switch (status(desk, proposal)) {
            case Answer.Replied<Optional<Outcome>>(Optional<Outcome> happened) -> happened.orElse(refused);
            case Answer.Unknown<Optional<Outcome>> unknown -> new Outcome.Unclear(unknown.why());
        };
    }

    private static Answer<Outcome> merge(Desk desk, In in) {
        Proposal proposal = in.proposal();
        return desk.<Outcome>ask(new MergeEvent.Requested(
                        proposal.pullRequest(), proposal.target(), proposal.head(), proposal.diff(), message(in)))
                .when(PullRequestEvent.Merged.class, merged -> new Outcome.Merged(merged.mergeCommit()))
                .when(
                        MergeEvent.Refused.class,
                        refused -> refused.reason() == HostRefusal.MOVED
                                ? new Outcome.Moved()
                                : stopped(Stop.Cause.REFUSED, "the merge was refused: " + refused.detail()))
                .await();
    }

    private static String message(In in) {
        return in.title() + "\n\nTicket: " + in.job().ticket() + "\nApproved-by: " + Words.names(in.approvedBy());
    }

    private static Answer<Optional<Outcome>> status(Desk desk, Proposal proposal) {
        return desk.<Optional<Outcome>>ask(new MergeEvent.StatusRequested(proposal.pullRequest()))
                .when(PullRequestEvent.Merged.class, merged -> Optional.of(new Outcome.Merged(merged.mergeCommit())))
                .when(MergeEvent.StatusReported.class, Merge::happened)
                .insist(MOST_QUESTIONS);
    }

    private static Optional<Outcome> happened(MergeEvent.StatusReported reported) {
        return switch (reported.status()) {
            case OPEN -> Optional.empty();
            // The host names no merge commit.
            case MERGED -> Optional.of(new Outcome.Merged(reported.head()));
            case CLOSED -> Optional.of(stopped(Stop.Cause.WITHDRAWN, "somebody closed the pull request"));
        };
    }

    private static Outcome stopped(Stop.Cause cause, String reason) {
        return new Outcome.Stopped(new Stop(cause, reason));
    }
}
