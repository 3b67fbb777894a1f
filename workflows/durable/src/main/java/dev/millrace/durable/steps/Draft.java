package dev.millrace.durable.steps;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.durable.activities.EditWork;
import dev.millrace.durable.functions.Answer;
import java.util.Optional;

/** Has a model write the change, and opens it as a draft pull request. */
public final class Draft extends Step<Draft.In, Draft.Outcome> {

    public static final StepType<In, Outcome> TYPE = new StepType<>("Draft", In.class, Outcome.class);

    private static final int MOST_QUESTIONS = 3;

    public Draft() {
        super(TYPE);
    }

    /**
     * @param plan Markdown
     * @param spent what models have cost before
     */
    public record In(Job job, ContextEvent.Collected context, ContentRef plan, Cost spent) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Drafted.class, name = "drafted"),
        @JsonSubTypes.Type(value = Outcome.Stopped.class, name = "stopped")
    })
    public sealed interface Outcome {

        /** @param edits an {@link dev.millrace.contracts.document.EditSet} */
        record Drafted(Proposal proposal, ContentRef edits, Cost cost) implements Outcome {}

        /** @param branchMayExist whether something may have to be undone */
        record Stopped(Stop stop, boolean branchMayExist) implements Outcome {}
    }

    @Override
    Job job(In in) {
        return in.job();
    }

    @Override
    Outcome run(Desk desk, In in) {
        desk.say("writing the change");
        var conversation = new Conversation(desk);
        Conversation.Result result = conversation.hold(
                "edits",
                desk.job().policy().editModel(),
                complaint -> desk.activities()
                        .call(
                                EditWork.MAKE_PROMPT,
                                new EditWork.Ask(desk.owner(), in.context().context(), in.plan(), complaint)),
                response -> desk.activities()
                        .call(
                                EditWork.READ,
                                new EditWork.Answer(desk.owner(), in.context().context(), null, response)));
        return switch (result) {
            case Conversation.Result.Stopped(Stop stop) -> new Outcome.Stopped(stop, false);
            case Conversation.Result.Understood(var reading, var model, var prompt) -> {
                Cost cost = conversation.cost();
                var provenance = new DraftEvent.Provenance(
                        model, prompt, in.spent().plus(cost).text());
                yield open(desk, in, reading.content(), provenance, cost);
            }
        };
    }

    private static Outcome open(Desk desk, In in, ContentRef edits, DraftEvent.Provenance provenance, Cost cost) {
        desk.say("opening the draft pull request");
        return new Settlement<Outcome>(
                        () -> request(desk, in, edits, provenance, cost),
                        () -> status(desk, in, edits, cost),
                        why -> new Outcome.Stopped(
                                new Stop(Stop.Cause.UNKNOWN, "nobody knows whether the draft was opened: " + why),
                                true))
                .settle();
    }

    private static Answer<Outcome> request(
            Desk desk, In in, ContentRef edits, DraftEvent.Provenance provenance, Cost cost) {
        ContextEvent.Collected context = in.context();
        return desk.<Outcome>ask(new DraftEvent.Requested(
                        context.ticket(),
                        context.repository(),
                        context.targetRef(),
                        context.targetCommit(),
                        in.job().branch(),
                        context.title(),
                        in.plan(),
                        edits,
                        desk.job().policy().labels(),
                        desk.job().policy().protectedPaths(),
                        provenance))
                .when(DraftEvent.Opened.class, opened -> new Outcome.Drafted(Proposal.of(opened), edits, cost))
                .when(
                        DraftEvent.Refused.class,
                        refused -> new Outcome.Stopped(
                                new Stop(Stop.Cause.REFUSED, "the draft was refused: " + refused.detail()), true))
                .await();
    }

    private static Answer<Optional<Outcome>> status(Desk desk, In in, ContentRef edits, Cost cost) {
        return desk.<Optional<Outcome>>ask(new DraftEvent.StatusRequested(
                        in.context().repository(), in.job().branch()))
                .when(DraftEvent.StatusReported.class, reported -> happened(reported, edits, cost))
                .insist(MOST_QUESTIONS);
    }

    private static Optional<Outcome> happened(DraftEvent.StatusReported reported, ContentRef edits, Cost cost) {
        if (reported.opened() == null) {
            return Optional.empty();
        }
        return Optional.of(
                reported.status() == PullRequestEvent.Status.OPEN
                        ? new Outcome.Drafted(Proposal.of(reported.opened()), edits, cost)
                        : new Outcome.Stopped(new Stop(Stop.Cause.WITHDRAWN, "somebody closed the draft"), true));
    }
}
