package dev.millrace.durable.steps;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.events.ContextEvent;

/** Builds the draft, and has a model mend what is broken, a bounded number of times. */
public final class BuildAndFix extends Step<BuildAndFix.In, BuildAndFix.Outcome> {

    public static final StepType<In, Outcome> TYPE = new StepType<>("BuildAndFix", In.class, Outcome.class);

    public BuildAndFix() {
        super(TYPE);
    }

    /**
     * @param edits that the branch holds
     * @param fixRounds 0 when the branch holds what is not ours to mend
     */
    public record In(Job job, ContextEvent.Collected context, Proposal proposal, ContentRef edits, int fixRounds) {}

    /** What became of the builds; every outcome says what they cost. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Green.class, name = "green"),
        @JsonSubTypes.Type(value = Outcome.Red.class, name = "red"),
        @JsonSubTypes.Type(value = Outcome.Stopped.class, name = "stopped")
    })
    public sealed interface Outcome {

        /** @param check a sentence for those who approve */
        record Green(Proposal proposal, ContentRef edits, String check, Cost cost) implements Outcome {}

        /** Still broken after the last round. */
        record Red(Proposal proposal, String check, Cost cost) implements Outcome {}

        record Stopped(Stop stop) implements Outcome {}
    }

    @Override
    Job job(In in) {
        return in.job();
    }

    @Override
    Outcome run(Desk desk, In in) {
        var builds = new Builds(desk);
        var repair = new Repair(desk, in.context());
        Proposal proposal = in.proposal();
        ContentRef edits = in.edits();
        for (int round = 0; ; round++) {
            boolean last = round == in.fixRounds();
            switch (builds.build(proposal)) {
                case Builds.Result.Passed(String check) -> {
                    return new Outcome.Green(proposal, edits, check, repair.cost());
                }
                case Builds.Result.Stopped(Stop stop) -> {
                    return new Outcome.Stopped(stop);
                }
                case Builds.Result.Broken broken
                when last -> {
                    return new Outcome.Red(proposal, broken.check(), repair.cost());
                }
                case Builds.Result.Broken broken -> {
                    desk.say("mending the build, round " + (round + 1) + " of " + in.fixRounds());
                    switch (repair.mend(proposal, edits, broken.log())) {
                        case Repair.Result.Stopped(Stop stop) -> {
                            return new Outcome.Stopped(stop);
                        }
                        case Repair.Result.Pushed pushed -> {
                            proposal = pushed.proposal();
                            edits = pushed.edits();
                        }
                    }
                }
            }
        }
    }
}
