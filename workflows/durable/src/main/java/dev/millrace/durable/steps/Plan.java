package dev.millrace.durable.steps;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.durable.activities.PlanWork;
import dev.millrace.durable.functions.Answer;

/** Reads the ticket again from its host, has a model plan the work, and puts plan and cost on the ticket. */
public final class Plan extends Step<Plan.In, Plan.Outcome> {

    public static final StepType<In, Outcome> TYPE = new StepType<>("Plan", In.class, Outcome.class);

    private static final int MOST_QUESTIONS = 3;

    public Plan() {
        super(TYPE);
    }

    public record In(Job job) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Planned.class, name = "planned"),
        @JsonSubTypes.Type(value = Outcome.Stopped.class, name = "stopped")
    })
    public sealed interface Outcome {

        /** @param plan Markdown */
        record Planned(ContextEvent.Collected context, ContentRef plan, Cost cost) implements Outcome {}

        record Stopped(Stop stop) implements Outcome {}
    }

    @Override
    Job job(In in) {
        return in.job();
    }

    @Override
    Outcome run(Desk desk, In in) {
        desk.say("reading the ticket and its repository");
        // Collecting changes nothing, so it is simply asked for again.
        Answer<Outcome> answer = desk.<Outcome>ask(new ContextEvent.Requested(
                        in.job().ticket(),
                        in.job().work().repository(),
                        in.job().policy().contextBytes()))
                .when(ContextEvent.Collected.class, collected -> plan(desk, collected))
                .when(
                        ContextEvent.Refused.class,
                        refused -> new Outcome.Stopped(
                                new Stop(Stop.Cause.REFUSED, "the ticket's work cannot begin: " + refused.detail())))
                .insist(MOST_QUESTIONS);
        return switch (answer) {
            case Answer.Replied<Outcome>(Outcome outcome) -> outcome;
            case Answer.Unknown<Outcome> unknown ->
                new Outcome.Stopped(new Stop(Stop.Cause.UNKNOWN, "the ticket could not be read: " + unknown.why()));
        };
    }

    private static Outcome plan(Desk desk, ContextEvent.Collected collected) {
        desk.say("planning");
        var conversation = new Conversation(desk);
        Conversation.Result result = conversation.hold(
                "plan",
                desk.job().policy().planModel(),
                complaint -> desk.activities()
                        .call(PlanWork.MAKE_PROMPT, new PlanWork.Ask(desk.owner(), collected.context(), complaint)),
                response -> desk.activities().call(PlanWork.READ, new PlanWork.Answer(desk.owner(), response)));
        return switch (result) {
            case Conversation.Result.Stopped(Stop stop) -> new Outcome.Stopped(stop);
            case Conversation.Result.Understood(var reading, var model, var prompt) -> {
                desk.functions()
                        .tell(new CommentEvent.Requested(
                                collected.ticket(),
                                "plan",
                                Words.plan(
                                        reading.words(),
                                        conversation.cost(),
                                        desk.job().policy(),
                                        collected)));
                yield new Outcome.Planned(collected, reading.content(), conversation.cost());
            }
        };
    }
}
