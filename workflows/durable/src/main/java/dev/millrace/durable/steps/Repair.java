package dev.millrace.durable.steps;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.events.CommitEvent;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.durable.activities.EditWork;
import dev.millrace.durable.functions.Answer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One more commit on a draft, by which a model means to mend its build. */
final class Repair {

    private static final int MOST_QUESTIONS = 3;

    private final Desk desk;
    private final ContextEvent.Collected context;
    private final Conversation conversation;

    Repair(Desk desk, ContextEvent.Collected context) {
        this.desk = desk;
        this.context = context;
        this.conversation = new Conversation(desk);
    }

    sealed interface Result {

        /** @param edits all that the branch holds now */
        record Pushed(Proposal proposal, ContentRef edits) implements Result {}

        record Stopped(Stop stop) implements Result {}
    }

    /** Of all repairs so far. */
    Cost cost() {
        return conversation.cost();
    }

    Result mend(Proposal proposal, ContentRef current, @Nullable ContentRef log) {
        Conversation.Result result = conversation.hold(
                "fix",
                desk.job().policy().editModel(),
                complaint -> desk.activities()
                        .call(
                                EditWork.MAKE_FIX_PROMPT,
                                new EditWork.AskFix(desk.owner(), context.context(), current, log, complaint)),
                response -> desk.activities()
                        .call(EditWork.READ, new EditWork.Answer(desk.owner(), context.context(), current, response)));
        return switch (result) {
            case Conversation.Result.Stopped(Stop stop) -> new Result.Stopped(stop);
            case Conversation.Result.Understood(var reading, var model, var prompt) ->
                push(proposal, current, reading.content());
        };
    }

    private Result push(Proposal proposal, ContentRef current, ContentRef fix) {
        ContentRef all =
                desk.activities().call(EditWork.MERGE, new EditWork.Sum(desk.owner(), context.context(), current, fix));
        return new Settlement<Result>(
                        () -> commit(proposal, fix, all),
                        () -> status(proposal, all),
                        why -> stopped(Stop.Cause.UNKNOWN, "nobody knows whether the repair was pushed: " + why))
                .settle();
    }

    private Answer<Result> commit(Proposal proposal, ContentRef fix, ContentRef all) {
        return desk.<Result>ask(new CommitEvent.Requested(
                        proposal.pullRequest(),
                        proposal.branch(),
                        proposal.head(),
                        "Mend the build",
                        fix,
                        desk.job().policy().protectedPaths()))
                .when(CommitEvent.Pushed.class, pushed -> new Result.Pushed(proposal.after(pushed), all))
                .when(CommitEvent.Refused.class, Repair::refused)
                .await();
    }

    private static Result refused(CommitEvent.Refused refused) {
        return refused.reason() == HostRefusal.MOVED
                ? stopped(Stop.Cause.WITHDRAWN, "somebody else changed the branch while its build was being mended")
                : stopped(Stop.Cause.REFUSED, "the repair was refused: " + refused.detail());
    }

    private Answer<Optional<Result>> status(Proposal proposal, ContentRef all) {
        return desk.<Optional<Result>>ask(new DraftEvent.StatusRequested(context.repository(), proposal.branch()))
                .when(
                        DraftEvent.StatusReported.class,
                        reported -> Optional.ofNullable(reported.opened())
                                .filter(now -> !now.head().equals(proposal.head()))
                                .map(now -> new Result.Pushed(proposal.movedTo(now), all)))
                .insist(MOST_QUESTIONS);
    }

    private static Result stopped(Stop.Cause cause, String reason) {
        return new Result.Stopped(new Stop(cause, reason));
    }
}
