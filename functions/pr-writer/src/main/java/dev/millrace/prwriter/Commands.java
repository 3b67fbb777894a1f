package dev.millrace.prwriter;

import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.CommitEvent;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.hostaccess.Refusal;
import dev.millrace.hostaccess.Refused;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.prwriter.build.Building;
import dev.millrace.prwriter.draft.Committing;
import dev.millrace.prwriter.draft.Drafting;
import dev.millrace.prwriter.merge.Abandoning;
import dev.millrace.prwriter.merge.Merging;
import dev.millrace.prwriter.ticket.Commenting;
import dev.millrace.prwriter.ticket.ContextCollection;
import jakarta.inject.Singleton;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Each command with who carries it out and what its "no" looks like. */
@Singleton
class Commands {

    private final ContextCollection context;
    private final Commenting commenting;
    private final Drafting drafting;
    private final Committing committing;
    private final Building building;
    private final Merging merging;
    private final Abandoning abandoning;

    Commands(
            ContextCollection context,
            Commenting commenting,
            Drafting drafting,
            Committing committing,
            Building building,
            Merging merging,
            Abandoning abandoning) {
        this.context = context;
        this.commenting = commenting;
        this.drafting = drafting;
        this.committing = committing;
        this.building = building;
        this.merging = merging;
        this.abandoning = abandoning;
    }

    /**
     * The reply to a command. Blocks.
     *
     * @throws ProblemException for what is not to be replied to: try again, or nothing of ours
     */
    Payload carryOut(TenantId tenant, EventId id, Payload command) {
        return switch (command) {
            case ContextEvent.Requested wish ->
                reply(
                        () -> context.collect(tenant, wish),
                        (reason, detail) -> new ContextEvent.Refused(wish.ticket(), reason, detail));
            case CommentEvent.Requested wish ->
                reply(
                        () -> commenting.write(tenant, wish),
                        (reason, detail) -> new CommentEvent.Refused(wish.ticket(), reason, detail));
            case DraftEvent.Requested wish -> reply(() -> drafting.open(tenant, id, wish), DraftEvent.Refused::new);
            case DraftEvent.StatusRequested question -> answer(() -> drafting.status(tenant, question));
            case CommitEvent.Requested wish ->
                reply(
                        () -> committing.push(tenant, id, wish),
                        (reason, detail) -> new CommitEvent.Refused(wish.pullRequest(), reason, detail));
            case BuildEvent.Requested wish ->
                reply(
                        () -> building.start(tenant, wish),
                        (reason, detail) -> new BuildEvent.Refused(wish.commit(), reason, detail));
            case BuildEvent.StatusRequested question -> answer(() -> building.status(tenant, question));
            case MergeEvent.Requested wish ->
                reply(
                        () -> merging.merge(tenant, wish),
                        (reason, detail) -> new MergeEvent.Refused(wish.pullRequest(), reason, detail));
            case MergeEvent.StatusRequested question -> answer(() -> merging.status(tenant, question));
            case PullRequestEvent.AbandonRequested wish -> answer(() -> abandoning.abandon(tenant, wish));
            default ->
                throw new ProblemException(Problem.unintelligible(
                        command.getClass().getSimpleName() + " is no command of this function."));
        };
    }

    private static Payload reply(Supplier<Payload> work, BiFunction<HostRefusal, String, Payload> refusal) {
        try {
            return work.get();
        } catch (Refused e) {
            return refusal.apply(e.refusal().reason(), e.refusal().detail());
        } catch (HostException e) {
            Refusal no = Refusal.of(e);
            return refusal.apply(no.reason(), no.detail());
        }
    }

    /** For what knows no "no": it becomes a dead letter, and whoever asked is told. */
    private static Payload answer(Supplier<Payload> work) {
        return reply(work, (reason, detail) -> {
            throw new ProblemException(Problem.unintelligible(detail));
        });
    }
}
