package dev.millrace.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.durable.rehearsal.Handler;
import dev.millrace.durable.rehearsal.Props;
import dev.millrace.durable.rehearsal.Rehearsal;
import dev.millrace.durable.steps.Policy;
import dev.millrace.durable.steps.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people decide, do not decide, or decide about something that has moved. */
class DecisionTest {

    /** People are asked and say nothing; the question can be withdrawn. */
    private static Rehearsal undecided(Rehearsal rehearsal) {
        return rehearsal
                .usually(ApprovalEvent.Requested.class, (asked, reply) -> reply.with(rehearsal.opened()))
                .usually(
                        ApprovalEvent.WithdrawRequested.class,
                        (asked, reply) -> reply.with(Props.decided(asked.outcome(), Props.diff(Props.HEAD))));
    }

    private static Handler<ApprovalEvent.Requested> decides(Rehearsal rehearsal, ApprovalEvent.Outcome outcome) {
        return (asked, reply) -> {
            reply.with(rehearsal.opened());
            reply.after(Duration.ofHours(1), Props.decided(outcome, asked.diff()));
        };
    }

    private static Handler<DraftEvent.StatusRequested> isAt(String head) {
        return (asked, reply) -> reply.with(Props.draftStatus(asked.branch(), head));
    }

    private static Stop.Cause cause(Ending ending) {
        return ((Ending.Abandoned) ending).stop().cause();
    }

    @Test
    void aRejectionAbandonsTheDraftAndTellsTheTicketWhoAndWhy() {
        // Given
        var rehearsal = new Rehearsal();
        rehearsal.usually(ApprovalEvent.Requested.class, decides(rehearsal, ApprovalEvent.Outcome.REJECTED));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(cause(ending)).isEqualTo(Stop.Cause.REJECTED);
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class)).hasSize(1);
        assertThat(rehearsal.commands(CommentEvent.Requested.class).getLast().markdown())
                .contains("rejected by bob: not like this");
        assertThat(rehearsal.commands(MergeEvent.Requested.class)).isEmpty();
    }

    @Test
    void silenceIsRemindedThenExpiresAndIsNeverAYes() {
        // Given
        Rehearsal rehearsal = undecided(new Rehearsal());

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(cause(ending)).isEqualTo(Stop.Cause.EXPIRED);
        assertThat(rehearsal.commands(ApprovalEvent.ReminderRequested.class))
                .containsExactly(new ApprovalEvent.ReminderRequested(Props.APPROVAL, 0));
        assertThat(rehearsal.commands(ApprovalEvent.WithdrawRequested.class))
                .singleElement()
                .satisfies(withdrawn -> assertThat(withdrawn.outcome()).isEqualTo(ApprovalEvent.Outcome.EXPIRED));
        assertThat(rehearsal.commands(MergeEvent.Requested.class)).isEmpty();
        assertThat(rehearsal.now()).isAfter(Instant.parse("2026-01-06T09:00:00Z"));
    }

    @Test
    void aDelegationShowsWhoIsAskedNow() {
        // Given
        var rehearsal = new Rehearsal();
        rehearsal.usually(ApprovalEvent.Requested.class, (asked, reply) -> {
            reply.with(rehearsal.opened());
            reply.after(
                    Duration.ofHours(1),
                    new ApprovalEvent.Delegated(Props.APPROVAL, "link holder of bob", "dora", List.of("dora")));
        });

        // When
        rehearsal.play();

        // Then
        assertThat(rehearsal.statuses()).contains("waiting for approval by dora until 2026-01-06 09:00 UTC");
    }

    @Test
    void aReminderShowsWhoIsAskedNow() {
        // Given
        Rehearsal rehearsal = undecided(new Rehearsal())
                .usually(
                        ApprovalEvent.ReminderRequested.class,
                        (asked, reply) ->
                                reply.with(new ApprovalEvent.Reminded(Props.APPROVAL, List.of("bob", "carol"))));

        // When
        rehearsal.play();

        // Then
        assertThat(rehearsal.statuses()).contains("waiting for approval by bob, carol until 2026-01-06 09:00 UTC");
    }

    @Test
    void aYesThatCrossesTheExpiryCounts() {
        // Given
        Rehearsal rehearsal = undecided(new Rehearsal())
                .usually(
                        ApprovalEvent.WithdrawRequested.class,
                        (asked, reply) ->
                                reply.with(Props.decided(ApprovalEvent.Outcome.APPROVED, Props.diff(Props.HEAD))));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
    }

    @Test
    void aYesThatCrossesANewCommitDoesNotCount() {
        // Given
        var rehearsal = new Rehearsal();
        undecided(rehearsal)
                .later(Duration.ofMinutes(30), Props.updated(Status.OPEN, Props.FOREIGN))
                .usually(DraftEvent.StatusRequested.class, isAt(Props.FOREIGN))
                .next(
                        ApprovalEvent.WithdrawRequested.class,
                        (asked, reply) ->
                                reply.with(Props.decided(ApprovalEvent.Outcome.APPROVED, Props.diff(Props.HEAD))));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(cause(ending)).isEqualTo(Stop.Cause.EXPIRED);
        assertThat(rehearsal.commands(ApprovalEvent.Requested.class)).hasSize(2);
        assertThat(rehearsal.commands(MergeEvent.Requested.class)).isEmpty();
    }

    @Test
    void aYesToAnotherDiffMergesNothing() {
        // Given
        var rehearsal = new Rehearsal();
        rehearsal
                .usually(ApprovalEvent.Requested.class, (asked, reply) -> {
                    reply.with(rehearsal.opened());
                    reply.after(
                            Duration.ofHours(1),
                            Props.decided(ApprovalEvent.Outcome.APPROVED, Props.diff(Props.FOREIGN)));
                })
                .usually(DraftEvent.StatusRequested.class, isAt(Props.HEAD));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(cause(ending)).isEqualTo(Stop.Cause.WITHDRAWN);
        assertThat(rehearsal.commands(ApprovalEvent.Requested.class)).hasSize(3);
        assertThat(rehearsal.commands(MergeEvent.Requested.class)).isEmpty();
    }

    @Test
    void aMovedHeadVoidsTheQuestionIsBuiltAndAskedAboutAgain() {
        // Given
        var rehearsal = new Rehearsal();
        undecided(rehearsal)
                .later(Duration.ofMinutes(30), Props.updated(Status.OPEN, Props.FOREIGN))
                .usually(DraftEvent.StatusRequested.class, isAt(Props.FOREIGN))
                .next(ApprovalEvent.Requested.class, (asked, reply) -> reply.with(rehearsal.opened()))
                .next(ApprovalEvent.Requested.class, decides(rehearsal, ApprovalEvent.Outcome.APPROVED));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(ApprovalEvent.WithdrawRequested.class))
                .singleElement()
                .satisfies(withdrawn -> assertThat(withdrawn.outcome()).isEqualTo(ApprovalEvent.Outcome.VOID));
        assertThat(rehearsal.commands(ApprovalEvent.Requested.class))
                .extracting(ApprovalEvent.Requested::diff)
                .containsExactly(Props.diff(Props.HEAD), Props.diff(Props.FOREIGN));
        assertThat(rehearsal.commands(ApprovalEvent.Requested.class).getLast().checks())
                .containsExactly("The branch or its target was changed by others.", "Build dddd succeeded.");
        assertThat(rehearsal.commands(MergeEvent.Requested.class))
                .extracting(MergeEvent.Requested::head)
                .containsExactly(Props.FOREIGN);
    }

    @Test
    void whatOthersPushedIsNotMendedButItsBrokenBuildIsSaid() {
        // Given
        var rehearsal = new Rehearsal();
        undecided(rehearsal)
                .later(Duration.ofMinutes(30), Props.updated(Status.OPEN, Props.FOREIGN))
                .usually(DraftEvent.StatusRequested.class, isAt(Props.FOREIGN))
                .next(ApprovalEvent.Requested.class, (asked, reply) -> reply.with(rehearsal.opened()))
                .next(ApprovalEvent.Requested.class, decides(rehearsal, ApprovalEvent.Outcome.APPROVED))
                .usually(BuildEvent.Requested.class, (asked, reply) -> {
                    Rehearsal.queue(asked.commit(), reply);
                    boolean ours = asked.commit().equals(Props.HEAD);
                    reply.after(
                            Duration.ofMinutes(5),
                            Props.completed(
                                    asked.commit(), ours ? BuildEvent.Result.SUCCEEDED : BuildEvent.Result.FAILED));
                });

        // When
        rehearsal.play();

        // Then
        assertThat(rehearsal.commands(ApprovalEvent.Requested.class).getLast().checks())
                .contains("Build dddd failed.");
    }

    @Test
    void hooksAboutOurOwnCommitsInAnyOrderChangeNothing() {
        // Given
        var rehearsal = new Rehearsal()
                .next(BuildEvent.Requested.class, (asked, reply) -> {
                    Rehearsal.queue(asked.commit(), reply);
                    reply.after(Duration.ofMinutes(5), Props.completed(asked.commit(), BuildEvent.Result.FAILED));
                })
                .later(Duration.ofMinutes(60), Props.updated(Status.OPEN, Props.FIXED))
                .later(Duration.ofMinutes(65), Props.updated(Status.OPEN, Props.HEAD));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(ApprovalEvent.WithdrawRequested.class)).isEmpty();
    }

    @Test
    void aPullRequestThatSomebodyClosesEndsTheWork() {
        // Given
        Rehearsal rehearsal =
                undecided(new Rehearsal()).later(Duration.ofMinutes(30), Props.updated(Status.CLOSED, Props.HEAD));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(cause(ending)).isEqualTo(Stop.Cause.WITHDRAWN);
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class)).hasSize(1);
    }

    @Test
    void aPullRequestThatSomebodyMergesIsNotUndone() {
        // Given
        Rehearsal rehearsal =
                undecided(new Rehearsal()).later(Duration.ofMinutes(30), Props.updated(Status.MERGED, Props.HEAD));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Merged.class,
                        merged -> assertThat(merged.mergeCommit()).isNull());
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class)).isEmpty();
    }

    @Test
    void aTargetThatMovesUnderTheMergeAsksAgainAndNotForEver() {
        // Given
        var rehearsal = new Rehearsal(Props.work(
                        new Policy("plan", "edit", 1000L, 0, 2, false, List.of(), Policy.DEFAULT.patience())))
                .usually(
                        MergeEvent.Requested.class,
                        (asked, reply) -> reply.with(
                                new MergeEvent.Refused(asked.pullRequest(), HostRefusal.MOVED, "main moved")))
                .usually(DraftEvent.StatusRequested.class, isAt(Props.HEAD));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(cause(ending)).isEqualTo(Stop.Cause.WITHDRAWN);
        assertThat(rehearsal.commands(ApprovalEvent.Requested.class)).hasSize(2);
        assertThat(rehearsal.commands(MergeEvent.Requested.class)).hasSize(2);
        assertThat(rehearsal.commands(BuildEvent.Requested.class)).hasSize(1);
        assertThat(rehearsal.commands(ApprovalEvent.Requested.class).getLast().checks())
                .containsExactly("The branch or its target was changed by others.", "Build bbbb succeeded.");
    }

    @Test
    void aDeadlineFarAwayIsWaitedFor() {
        // Given
        Instant deadline = Instant.parse("2026-01-20T09:00:00Z");
        Rehearsal rehearsal = undecided(new Rehearsal())
                .usually(
                        ApprovalEvent.Requested.class,
                        (asked, reply) ->
                                reply.with(new ApprovalEvent.Opened(Props.APPROVAL, List.of(), List.of(), deadline)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(cause(ending)).isEqualTo(Stop.Cause.EXPIRED);
        assertThat(rehearsal.now()).isBetween(deadline, deadline.plus(Duration.ofHours(1)));
        assertThat(rehearsal.statuses())
                .contains("waiting for approval by whoever may decide until 2026-01-20 09:00 UTC");
    }
}
