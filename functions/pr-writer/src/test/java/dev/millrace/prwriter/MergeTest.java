package dev.millrace.prwriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MergeTest extends Desk {

    private static final EditSet.Edit CHEAPER = write("prices.txt", "apple 30\npear 40\n");

    private static MergeEvent.Requested merge(DraftEvent.Opened opened) {
        return new MergeEvent.Requested(
                opened.pullRequest(), opened.target(), opened.head(), opened.diff(), "Make the pear cheaper (#1)");
    }

    @Test
    void whatWasApprovedIsMergedOnce() {
        // Given
        DraftEvent.Opened opened = opened(CHEAPER);
        var merged = reply(deliver(merge(opened)), PullRequestEvent.Merged.class);

        // When
        var again = reply(deliver(merge(opened)), PullRequestEvent.Merged.class);

        // Then
        assertThat(again).isEqualTo(merged);
        assertThat(main()).isEqualTo(merged.mergeCommit());
        assertThat(merged.head()).isEqualTo(opened.head());
        var asked = reply(deliver(new MergeEvent.StatusRequested(opened.pullRequest())), PullRequestEvent.Merged.class);
        assertThat(asked).isEqualTo(merged);
    }

    @Test
    void aPullRequestIsKnownByTheWholePathThatGitHubsHooksName() {
        // Given
        DraftEvent.Opened opened = opened(CHEAPER);
        String path = repository.project() + "/" + repository.name();
        var ref = new PullRequestRef("hub", path, path, opened.pullRequest().number());

        // When
        var status = reply(deliver(new MergeEvent.StatusRequested(ref)), MergeEvent.StatusReported.class);

        // Then
        assertThat(status.head()).isEqualTo(opened.head());
    }

    @Test
    void anotherHeadAnotherTargetAndAnotherDiffAreNotMerged() {
        // Given
        DraftEvent.Opened opened = opened(CHEAPER);
        var otherDiff =
                new MergeEvent.Requested(opened.pullRequest(), opened.target(), opened.head(), Digest.of("other"), "m");
        var refusedDiff = reply(deliver(otherDiff), MergeEvent.Refused.class);
        String main = committed("main", "elsewhere.txt", "e".getBytes(StandardCharsets.UTF_8));

        // When
        var refusedTarget = reply(deliver(merge(opened)), MergeEvent.Refused.class);
        committed(opened.branch(), "late.txt", "late".getBytes(StandardCharsets.UTF_8));
        var refusedHead = reply(deliver(merge(opened)), MergeEvent.Refused.class);

        // Then
        assertThat(refusedDiff.reason()).isEqualTo(HostRefusal.MOVED);
        assertThat(refusedTarget.detail()).contains("'main' is no longer at");
        assertThat(refusedHead.detail()).contains("no longer the approved commit");
        assertThat(main()).isEqualTo(main);
    }

    @Test
    void whatCameToNothingIsClosedAndItsBranchDeleted() {
        // Given
        DraftEvent.Opened opened = opened(CHEAPER);
        var wish = new PullRequestEvent.AbandonRequested(
                repository, opened.branch(), opened.pullRequest(), "Nobody approved it.");

        // When
        var abandoned = reply(deliver(wish), PullRequestEvent.Abandoned.class);

        // Then
        assertThat(abandoned.pullRequest()).isEqualTo(opened.pullRequest());
        assertThat(host.pullRequests().read(opened.pullRequest()).status()).isEqualTo(Status.CLOSED);
        assertThat(host.pullRequests().remarks(opened.pullRequest()))
                .anyMatch(remark -> remark.text().contains("Nobody approved it."));
        assertThat(host.repositories().head(repository, opened.branch())).isEmpty();
    }

    @Test
    void nothingIsAbandonedWithoutTrouble() {
        // Given
        var wish = new PullRequestEvent.AbandonRequested(repository, "millrace/never", null, "It broke.");

        // When
        var abandoned = reply(deliver(wish), PullRequestEvent.Abandoned.class);

        // Then
        assertThat(abandoned.pullRequest()).isNull();
    }

    @Test
    void aBuildIsStartedOnceAndItsFailureComesWithItsLog() {
        // Given
        DraftEvent.Opened opened = opened(write("prices.txt", "pear cheap\n"));
        var wish = new BuildEvent.Requested(opened.pullRequest(), opened.branch(), opened.head());
        var queued = reply(deliver(wish), BuildEvent.Queued.class);
        var again = reply(deliver(wish), BuildEvent.Queued.class);

        // When
        var reported = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> reply(
                                deliver(new BuildEvent.StatusRequested(queued.build())),
                                BuildEvent.StatusReported.class),
                        status -> status.result() != null);

        // Then
        assertThat(again.build()).isEqualTo(queued.build());
        assertThat(reported.result()).isEqualTo(BuildEvent.Result.FAILED);
        assertThat(contents.text(TENANT, Objects.requireNonNull(reported.log())))
                .contains("pear cheap");
    }

    @Test
    void aBuildOfACommitThatIsNoLongerTheHeadIsRefused() {
        // Given
        DraftEvent.Opened opened = opened(CHEAPER);
        committed(opened.branch(), "late.txt", "late".getBytes(StandardCharsets.UTF_8));

        // When
        var refused = reply(
                deliver(new BuildEvent.Requested(opened.pullRequest(), opened.branch(), opened.head())),
                BuildEvent.Refused.class);

        // Then
        assertThat(refused.reason()).isEqualTo(HostRefusal.MOVED);
    }

    @Test
    void anUnknownBuildHasNoStatus() {
        // Given
        var unknown = new BuildEvent.BuildRef("ado", repository.project(), "999999");

        // When
        deliver(new BuildEvent.StatusRequested(unknown))
                // Then
                .then()
                .statusCode(422);
    }

    @Test
    void aCommentOfATopicIsReplaced() {
        // Given
        deliver(new CommentEvent.Requested(ticket, "plan", "First."));

        // When
        var written = reply(deliver(new CommentEvent.Requested(ticket, "plan", "Second.")), CommentEvent.Written.class);

        // Then
        assertThat(written.topic()).isEqualTo("plan");
        assertThat(forge.core().conversations().about(Long.parseLong(ticket.id())))
                .singleElement()
                .satisfies(conversation ->
                        assertThat(conversation.comments().getFirst().text()).contains("Second.", "millrace: plan"));
    }

    @Test
    void aFactIsNoCommandOfThisFunction() {
        // Given
        var fact = new PullRequestEvent.Abandoned(repository, "millrace/1", null);

        // When
        deliver(UUID.randomUUID().toString(), fact)
                // Then
                .then()
                .statusCode(422);
    }
}
