package dev.millrace.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.CommitEvent;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.NotificationEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.durable.rehearsal.Props;
import dev.millrace.durable.rehearsal.Rehearsal;
import dev.millrace.durable.steps.Stop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Silence and dead letters say nothing about what happened; nothing is undone or repeated before somebody was asked. */
class UnknownOutcomeTest {

    @Test
    void aDraftWhoseReplyIsLostIsFoundByItsBranch() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(DraftEvent.Requested.class, (asked, reply) -> {})
                .usually(
                        DraftEvent.StatusRequested.class,
                        (asked, reply) -> reply.with(Props.draftStatus(asked.branch(), Props.HEAD)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(DraftEvent.Requested.class)).hasSize(1);
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class)).isEmpty();
    }

    @Test
    void aDraftThatDidNotHappenIsAskedForAgain() {
        // Given
        var rehearsal = new Rehearsal()
                .next(DraftEvent.Requested.class, (asked, reply) -> reply.dies())
                .usually(
                        DraftEvent.StatusRequested.class,
                        (asked, reply) -> reply.with(Props.draftStatus(asked.branch(), null)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(DraftEvent.Requested.class)).hasSize(2);
    }

    @Test
    void aDraftOfWhichNobodyKnowsIsAbandonedByItsBranch() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(DraftEvent.Requested.class, (asked, reply) -> reply.dies())
                .usually(DraftEvent.StatusRequested.class, (asked, reply) -> reply.dies());

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Abandoned.class,
                        abandoned -> assertThat(abandoned.stop().cause()).isEqualTo(Stop.Cause.UNKNOWN));
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class))
                .singleElement()
                .satisfies(abandon -> {
                    assertThat(abandon.branch()).startsWith("millrace/4711-");
                    assertThat(abandon.pullRequest()).isNull();
                });
        assertThat(rehearsal.commands(NotificationEvent.Requested.class)).hasSize(1);
    }

    @Test
    void aRepairWhoseReplyIsLostIsFoundOnTheBranch() {
        // Given
        var rehearsal = new Rehearsal()
                .next(BuildEvent.Requested.class, (asked, reply) -> {
                    Rehearsal.queue(asked.commit(), reply);
                    reply.after(Duration.ofMinutes(5), Props.completed(asked.commit(), BuildEvent.Result.FAILED));
                })
                .usually(CommitEvent.Requested.class, (asked, reply) -> {})
                .usually(
                        DraftEvent.StatusRequested.class,
                        (asked, reply) -> reply.with(Props.draftStatus(asked.branch(), Props.FIXED)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(CommitEvent.Requested.class)).hasSize(1);
        assertThat(rehearsal.commands(MergeEvent.Requested.class))
                .extracting(MergeEvent.Requested::head)
                .containsExactly(Props.FIXED);
    }

    @Test
    void aBuildWhoseHookIsLostIsAskedAfter() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(BuildEvent.Requested.class, (asked, reply) -> Rehearsal.queue(asked.commit(), reply))
                .usually(
                        BuildEvent.StatusRequested.class,
                        (asked, reply) -> reply.with(
                                new BuildEvent.StatusReported(asked.build(), BuildEvent.Result.SUCCEEDED, null)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(BuildEvent.StatusRequested.class)).hasSize(1);
    }

    @Test
    void aBuildThatNeverEndsStopsTheWorkInBoundedTime() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(BuildEvent.Requested.class, (asked, reply) -> Rehearsal.queue(asked.commit(), reply))
                .usually(
                        BuildEvent.StatusRequested.class,
                        (asked, reply) -> reply.with(new BuildEvent.StatusReported(asked.build(), null, null)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Abandoned.class,
                        abandoned -> assertThat(abandoned.stop().reason()).contains("did not end within 180 minutes"));
    }

    @Test
    void aHookThatOvertakesItsBuildsQueuedIsHeld() {
        // Given
        var rehearsal = new Rehearsal().usually(BuildEvent.Requested.class, (asked, reply) -> {
            reply.after(Duration.ofMillis(1), Props.completed(asked.commit(), BuildEvent.Result.SUCCEEDED));
            reply.after(
                    Duration.ofMinutes(1), new BuildEvent.Queued(Props.build(asked.commit()), asked.commit(), null));
        });

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(BuildEvent.StatusRequested.class)).isEmpty();
    }

    @Test
    void repliesThatComeTwiceOrTooLateChangeNothing() {
        // Given
        var rehearsal = new Rehearsal();
        rehearsal
                .next(CompletionEvent.Requested.class, (asked, reply) -> {
                    reply.with(rehearsal.answer(asked, "Plan"));
                    reply.with(rehearsal.answer(asked, "Plan"));
                    reply.after(Duration.ofHours(2), rehearsal.answer(asked, "Another plan"));
                })
                .next(CompletionEvent.Requested.class, (asked, reply) -> {
                    // The first answer comes after the question was asked again.
                    reply.after(Duration.ofMinutes(31), rehearsal.answer(asked, Props.EDITS));
                });

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(DraftEvent.Requested.class)).hasSize(1);
        assertThat(rehearsal.commands(CompletionEvent.Requested.class)).hasSize(3);
    }

    @Test
    void anEventThatIsNotWhatItsNameSaysIsPassedOver() {
        // Given
        var rehearsal = new Rehearsal()
                .raiseLater(Duration.ofMinutes(20), "pull-request", "nonsense")
                .raiseLater(Duration.ofMinutes(21), "status", 42)
                .raiseLater(Duration.ofMinutes(22), "unheard/of", "nonsense");

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
    }

    @Test
    void aChildThatFailsByItselfIsCompensatedAndTheParentLives() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(
                        CompletionEvent.Requested.class,
                        (asked, reply) -> reply.with(new CompletionEvent.Finished(
                                asked.purpose(), "some-model", strangersContent(), 1, 1, null)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOfSatisfying(Ending.Abandoned.class, abandoned -> {
            assertThat(abandoned.stop().cause()).isEqualTo(Stop.Cause.FAULT);
            assertThat(abandoned.stop().reason()).contains(rehearsal.id() + ":plan");
        });
    }

    private static ContentRef strangersContent() {
        return new ContentRef(new TenantId("other"), Digest.of("theirs"));
    }

    @Test
    void aQuestionThatCannotBePutToPeopleApprovesNothing() {
        // Given
        var rehearsal = new Rehearsal().usually(ApprovalEvent.Requested.class, (asked, reply) -> reply.dies());

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Abandoned.class);
        assertThat(rehearsal.commands(MergeEvent.Requested.class)).isEmpty();
    }

    @Test
    void whatCannotBeAbandonedIsLeftToPeople() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(ApprovalEvent.Requested.class, (asked, reply) -> reply.dies())
                .usually(PullRequestEvent.AbandonRequested.class, (asked, reply) -> reply.dies());

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Abandoned.class,
                        abandoned -> assertThat(abandoned.clean()).isFalse());
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class)).hasSize(3);
        assertThat(rehearsal.commands(CommentEvent.Requested.class).getLast().markdown())
                .contains("removed by hand");
    }
}
