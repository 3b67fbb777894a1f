package dev.millrace.durable;

import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.durable.functions.Answer;
import dev.millrace.durable.steps.Desk;
import dev.millrace.durable.steps.Proposal;
import dev.millrace.durable.steps.Stop;

/** What became of a draft that somebody else touched. */
sealed interface Refresh {

    int MOST_QUESTIONS = 3;

    record Now(Proposal proposal) implements Refresh {}

    record Merged() implements Refresh {}

    record Stopped(Stop stop) implements Refresh {}

    static Refresh of(Desk desk, Change change) {
        desk.say("looking at what changed");
        Answer<Refresh> answer = desk.<Refresh>ask(new DraftEvent.StatusRequested(
                        change.context().repository(), change.proposal().branch()))
                .when(DraftEvent.StatusReported.class, reported -> of(reported, change.proposal()))
                .insist(MOST_QUESTIONS);
        return switch (answer) {
            case Answer.Replied<Refresh>(Refresh refresh) -> refresh;
            case Answer.Unknown<Refresh> unknown ->
                new Stopped(
                        new Stop(Stop.Cause.UNKNOWN, "the draft changed, and nobody could say how: " + unknown.why()));
        };
    }

    private static Refresh of(DraftEvent.StatusReported reported, Proposal proposal) {
        if (reported.status() == PullRequestEvent.Status.MERGED) {
            return new Merged();
        }
        if (reported.opened() == null || reported.status() == PullRequestEvent.Status.CLOSED) {
            return new Stopped(new Stop(Stop.Cause.WITHDRAWN, "somebody closed the pull request"));
        }
        return new Now(proposal.movedTo(reported.opened()));
    }
}
