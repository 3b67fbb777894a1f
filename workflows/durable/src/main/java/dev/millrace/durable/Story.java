package dev.millrace.durable;

import dev.millrace.durable.steps.Abandon;
import dev.millrace.durable.steps.Approve;
import dev.millrace.durable.steps.BuildAndFix;
import dev.millrace.durable.steps.Desk;
import dev.millrace.durable.steps.Draft;
import dev.millrace.durable.steps.Job;
import dev.millrace.durable.steps.Merge;
import dev.millrace.durable.steps.Plan;
import dev.millrace.durable.steps.Proposal;
import dev.millrace.durable.steps.Stop;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From ticket to merged pull request: plan, draft, build, approve, merge, docs; and what is undone when it stops. */
final class Story {

    private final Desk desk;
    private final Job job;
    private final Epilogue epilogue;

    Story(Desk desk) {
        this.desk = desk;
        this.job = desk.job();
        this.epilogue = new Epilogue(desk);
    }

    Ending tell() {
        return switch (desk.child(Plan.TYPE, "plan", new Plan.In(job), false, Plan.Outcome.Stopped::new)) {
            case Plan.Outcome.Planned planned -> draft(planned);
            case Plan.Outcome.Stopped(Stop stop) -> giveUp(stop, null);
        };
    }

    private Ending draft(Plan.Outcome.Planned planned) {
        var in = new Draft.In(job, planned.context(), planned.plan(), planned.cost());
        return switch (desk.child(
                Draft.TYPE, "draft", in, false, (Stop fault) -> new Draft.Outcome.Stopped(fault, true))) {
            case Draft.Outcome.Drafted drafted ->
                build(new Change(
                        planned.context(),
                        planned.plan(),
                        drafted.proposal(),
                        drafted.edits(),
                        List.of(),
                        planned.cost().plus(drafted.cost())));
            case Draft.Outcome.Stopped(Stop stop, boolean branchMayExist) ->
                giveUp(
                        stop,
                        branchMayExist
                                ? new Abandon.Leftovers(planned.context().repository(), job.branch(), null)
                                : null);
        };
    }

    private Ending build(Change change) {
        int rounds = job.work().policy().fixRounds();
        return switch (runBuild(change, change.proposal(), rounds, 0)) {
            case BuildAndFix.Outcome.Green green ->
                approve(change.built(green.proposal(), green.edits(), green.check(), green.cost()));
            case BuildAndFix.Outcome.Red red ->
                giveUp(
                        new Stop(
                                Stop.Cause.BROKEN_BUILD,
                                "the build is still broken after " + rounds + " rounds of mending"),
                        leftovers(change));
            case BuildAndFix.Outcome.Stopped(Stop stop) -> giveUp(stop, leftovers(change));
        };
    }

    private Ending approve(Change first) {
        Change change = first;
        for (int round = 1; round <= job.work().policy().approvalRounds(); round++) {
            switch (askPeople(change, round)) {
                case Approve.Outcome.Approved approved -> {
                    Optional<Ending> ending = merge(change, approved, round);
                    if (ending.isPresent()) {
                        return ending.get();
                    }
                }
                case Approve.Outcome.Moved() -> {}
                case Approve.Outcome.Merged() -> {
                    return epilogue.mergedByHand(change);
                }
                case Approve.Outcome.Stopped(Stop stop) -> {
                    return giveUp(stop, leftovers(change));
                }
            }
            switch (Refresh.of(desk, change)) {
                case Refresh.Now(Proposal proposal) -> change = change.moved(proposal, checks(change, proposal, round));
                case Refresh.Merged() -> {
                    return epilogue.mergedByHand(change);
                }
                case Refresh.Stopped(Stop stop) -> {
                    return giveUp(stop, leftovers(change));
                }
            }
        }
        return giveUp(
                new Stop(Stop.Cause.WITHDRAWN, "the branch or its target moved each time that people were asked"),
                leftovers(change));
    }

    private Approve.Outcome askPeople(Change change, int round) {
        var in =
                new Approve.In(job, change.context(), change.proposal(), change.plan(), change.checks(), change.cost());
        return desk.child(Approve.TYPE, "approve-" + round, in, true, Approve.Outcome.Stopped::new);
    }

    /** @return empty when what was approved moved before it was merged */
    private Optional<Ending> merge(Change change, Approve.Outcome.Approved approved, int round) {
        var in = new Merge.In(job, change.proposal(), change.context().title(), approved.by());
        // A child that failed may have merged.
        return switch (desk.child(
                Merge.TYPE, "merge-" + round, in, false, (Stop fault) -> new Merge.Outcome.Unclear(fault.reason()))) {
            case Merge.Outcome.Merged(String mergeCommit) -> Optional.of(epilogue.merged(change, mergeCommit));
            case Merge.Outcome.Moved() -> Optional.empty();
            case Merge.Outcome.Unclear(String why) -> Optional.of(epilogue.unclear(change, why));
            case Merge.Outcome.Stopped(Stop stop) -> Optional.of(giveUp(stop, leftovers(change)));
        };
    }

    /** Builds what others pushed, without mending it: those who approve are told what came of it. */
    private List<String> checks(Change change, Proposal moved, int round) {
        if (moved.head().equals(change.proposal().head())) {
            return change.checks();
        }
        return switch (runBuild(change, moved, 0, round)) {
            case BuildAndFix.Outcome.Green green -> List.of(green.check());
            case BuildAndFix.Outcome.Red red -> List.of(red.check());
            case BuildAndFix.Outcome.Stopped(Stop stop) -> List.of("Not built: " + stop.reason());
        };
    }

    private BuildAndFix.Outcome runBuild(Change change, Proposal proposal, int rounds, int time) {
        var in = new BuildAndFix.In(job, change.context(), proposal, change.edits(), rounds);
        return desk.child(BuildAndFix.TYPE, "build-" + time, in, false, BuildAndFix.Outcome.Stopped::new);
    }

    private Ending giveUp(Stop stop, Abandon.@Nullable Leftovers leftovers) {
        var in = new Abandon.In(job, stop, leftovers);
        Abandon.Outcome outcome =
                desk.child(Abandon.TYPE, "abandon", in, false, (Stop fault) -> new Abandon.Outcome(false));
        desk.say("given up: " + stop.reason());
        return new Ending.Abandoned(stop, outcome.clean());
    }

    private Abandon.Leftovers leftovers(Change change) {
        return new Abandon.Leftovers(
                change.context().repository(),
                change.proposal().branch(),
                change.proposal().pullRequest());
    }
}
