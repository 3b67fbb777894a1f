package dev.millrace.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.CommitEvent;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.durable.rehearsal.Props;
import dev.millrace.durable.rehearsal.Rehearsal;
import dev.millrace.durable.rehearsal.Reply;
import dev.millrace.durable.steps.Stop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Answers and builds that are not good at once. */
class MendingTest {

    @Test
    void aBrokenBuildIsMendedFromItsLog() {
        // Given
        var rehearsal = new Rehearsal();
        rehearsal
                .next(BuildEvent.Requested.class, (asked, reply) -> {
                    Rehearsal.queue(asked.commit(), reply);
                    reply.after(Duration.ofMinutes(5), Props.completed(asked.commit(), BuildEvent.Result.FAILED));
                })
                .usually(
                        BuildEvent.StatusRequested.class,
                        (asked, reply) -> reply.with(new BuildEvent.StatusReported(
                                asked.build(),
                                BuildEvent.Result.FAILED,
                                rehearsal.store("class Please is missing".getBytes(StandardCharsets.UTF_8)))));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        CompletionEvent.Requested fix =
                rehearsal.commands(CompletionEvent.Requested.class).getLast();
        assertThat(rehearsal.text(fix.request())).contains("class Please is missing");
        assertThat(rehearsal.commands(CommitEvent.Requested.class))
                .singleElement()
                .satisfies(commit -> assertThat(commit.expectedHead()).isEqualTo(Props.HEAD));
        assertThat(rehearsal.commands(MergeEvent.Requested.class))
                .extracting(MergeEvent.Requested::head)
                .containsExactly(Props.FIXED);
        assertThat(rehearsal.statuses()).contains("mending the build, round 1 of 3");
    }

    @Test
    void peopleAreShownWhatTheMendedDraftLooksLike() {
        // Given
        var rehearsal = new Rehearsal();
        ContentRef first = rehearsal.store("first".getBytes(StandardCharsets.UTF_8));
        ContentRef mended = rehearsal.store("mended".getBytes(StandardCharsets.UTF_8));
        rehearsal
                .usually(
                        DraftEvent.Requested.class,
                        (asked, reply) -> reply.with(new DraftEvent.Opened(
                                Props.PULL_REQUEST,
                                asked.branch(),
                                Props.TARGET,
                                Props.HEAD,
                                Props.diff(Props.HEAD),
                                null,
                                first)))
                .next(BuildEvent.Requested.class, (asked, reply) -> {
                    Rehearsal.queue(asked.commit(), reply);
                    reply.after(Duration.ofMinutes(5), Props.completed(asked.commit(), BuildEvent.Result.FAILED));
                })
                .usually(
                        CommitEvent.Requested.class,
                        (asked, reply) -> reply.with(new CommitEvent.Pushed(
                                Props.PULL_REQUEST, Props.TARGET, Props.FIXED, Props.diff(Props.FIXED), mended)));

        // When
        rehearsal.play();

        // Then
        assertThat(rehearsal.commands(ApprovalEvent.Requested.class))
                .extracting(ApprovalEvent.Requested::diff, ApprovalEvent.Requested::patch)
                .containsExactly(tuple(Props.diff(Props.FIXED), mended));
    }

    @Test
    void aBuildThatIsNeverMendedAbandonsTheDraftAndSaysSo() {
        // Given
        var rehearsal = new Rehearsal().usually(BuildEvent.Requested.class, (asked, reply) -> {
            Rehearsal.queue(asked.commit(), reply);
            reply.after(Duration.ofMinutes(5), Props.completed(asked.commit(), BuildEvent.Result.FAILED));
        });
        rehearsal.usually(CompletionEvent.Requested.class, new Fixes(rehearsal)::answer);

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOfSatisfying(Ending.Abandoned.class, abandoned -> {
            assertThat(abandoned.stop().cause()).isEqualTo(Stop.Cause.BROKEN_BUILD);
            assertThat(abandoned.clean()).isTrue();
        });
        assertThat(rehearsal.commands(CommitEvent.Requested.class)).hasSize(3);
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class))
                .singleElement()
                .satisfies(abandon -> assertThat(abandon.pullRequest()).isEqualTo(Props.PULL_REQUEST));
        assertThat(rehearsal.commands(CommentEvent.Requested.class).getLast().markdown())
                .contains("still broken after 3 rounds");
    }

    /** A model that writes another file each time it is asked to mend. */
    private static final class Fixes {

        private final Rehearsal rehearsal;
        private int count;

        Fixes(Rehearsal rehearsal) {
            this.rehearsal = rehearsal;
        }

        void answer(CompletionEvent.Requested asked, Reply reply) {
            String fix = Props.FIX.replace("Please.java", "Please" + count++ + ".java");
            reply.with(rehearsal.answer(asked, asked.purpose().equals("edits") ? Props.EDITS : fix));
        }
    }

    @Test
    void anUnreadableAnswerIsAskedAgainWithTheComplaint() {
        // Given
        var rehearsal = new Rehearsal();
        rehearsal
                .next(CompletionEvent.Requested.class, (asked, reply) -> reply.with(rehearsal.answer(asked, "Plan")))
                .next(
                        CompletionEvent.Requested.class,
                        (asked, reply) -> reply.with(rehearsal.answer(asked, "I would rather not.")));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(CompletionEvent.Requested.class)).hasSize(3);
        assertThat(rehearsal.text(rehearsal
                        .commands(CompletionEvent.Requested.class)
                        .getLast()
                        .request()))
                .contains("Your last answer was of no use");
    }
}
