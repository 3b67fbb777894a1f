package dev.millrace.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.NotificationEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.durable.rehearsal.Props;
import dev.millrace.durable.rehearsal.Rehearsal;
import org.junit.jupiter.api.Test;

/** What is merged cannot be undone, so it is asked for until it is known. */
class MergeOutcomeTest {

    @Test
    void aMergeThatDiedButHappenedIsNotCompensated() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(MergeEvent.Requested.class, (asked, reply) -> reply.dies())
                .usually(MergeEvent.StatusRequested.class, (asked, reply) -> reply.with(Props.merged(Props.HEAD)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Merged.class,
                        merged -> assertThat(merged.mergeCommit()).isEqualTo(Props.MERGE));
        assertThat(rehearsal.commands(MergeEvent.Requested.class)).hasSize(1);
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class)).isEmpty();
    }

    @Test
    void aMergeThatHappenedAndIsRefusedWhenItIsRepeatedIsNotCompensated() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(
                        MergeEvent.Requested.class,
                        (asked, reply) -> reply.with(
                                new MergeEvent.Refused(asked.pullRequest(), HostRefusal.FORBIDDEN, "no right to read")))
                .next(MergeEvent.StatusRequested.class, (asked, reply) -> reply.dies())
                .usually(MergeEvent.StatusRequested.class, (asked, reply) -> reply.with(Props.merged(Props.HEAD)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class)).isEmpty();
    }

    @Test
    void aMergeThatIsRefusedAndDidNotHappenIsCompensated() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(
                        MergeEvent.Requested.class,
                        (asked, reply) -> reply.with(
                                new MergeEvent.Refused(asked.pullRequest(), HostRefusal.FORBIDDEN, "a policy")))
                .usually(
                        MergeEvent.StatusRequested.class,
                        (asked, reply) -> reply.with(
                                new MergeEvent.StatusReported(asked.pullRequest(), Status.OPEN, Props.HEAD)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Abandoned.class,
                        abandoned -> assertThat(abandoned.stop().reason()).contains("a policy"));
        assertThat(rehearsal.commands(MergeEvent.Requested.class)).hasSize(1);
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class)).hasSize(1);
    }

    @Test
    void aMergeThatDidNotHappenIsRepeated() {
        // Given
        var rehearsal = new Rehearsal()
                .next(MergeEvent.Requested.class, (asked, reply) -> {})
                .usually(
                        MergeEvent.StatusRequested.class,
                        (asked, reply) -> reply.with(
                                new MergeEvent.StatusReported(asked.pullRequest(), Status.OPEN, Props.HEAD)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(MergeEvent.Requested.class)).hasSize(2);
    }

    @Test
    void aMergeOfWhichNobodyKnowsIsLeftToPeople() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(MergeEvent.Requested.class, (asked, reply) -> reply.dies())
                .usually(MergeEvent.StatusRequested.class, (asked, reply) -> {});

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Unclear.class);
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class)).isEmpty();
        assertThat(rehearsal.commands(NotificationEvent.Requested.class)).hasSize(1);
        assertThat(rehearsal.commands(CommentEvent.Requested.class).getLast().markdown())
                .contains("Nothing was undone");
    }
}
