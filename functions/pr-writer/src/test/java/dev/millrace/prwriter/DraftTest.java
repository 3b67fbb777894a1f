package dev.millrace.prwriter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Repositories.Commit;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.events.CommitEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.forge.http.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DraftTest extends Desk {

    private static final EditSet.Edit CHEAPER = write("prices.txt", "apple 30\npear 40\n");

    @Test
    void aDraftIsOneCommitOnItsBranchWithItsPullRequest() {
        // When
        DraftEvent.Opened opened = opened(CHEAPER);

        // Then
        Commit commit = host.repositories().commit(repository, opened.head());
        PullRequest pull = host.pullRequests().read(opened.pullRequest());
        assertThat(commit.parents()).containsExactly(opened.target());
        assertThat(commit.message())
                .startsWith("Make the pear cheaper\n")
                .contains("Millrace-Ticket: " + ticket)
                .contains("Signed-off-by: Millrace <noreply@millrace.dev>");
        assertThat(pull.draft()).isTrue();
        assertThat(pull.title()).isEqualTo("Make the pear cheaper");
        assertThat(pull.labels()).containsExactly("millrace");
        assertThat(pull.description()).contains("Lower the price.", ticket.id(), "Developer Certificate of Origin");
        assertThat(opened.diff())
                .isEqualTo(host.repositories()
                        .compare(repository, opened.target(), opened.head())
                        .digest());
        assertThat(opened.url()).isNotNull();
    }

    @Test
    void theOwnersOfTheChangedFilesAreAskedForTheirReview() {
        // When
        DraftEvent.Opened opened = opened(CHEAPER);

        // Then
        var pull = forge.core()
                .pulls()
                .find(Long.parseLong(opened.pullRequest().number()))
                .orElseThrow();
        assertThat(pull.reviewers().toString()).contains("grace").doesNotContain("ada");
    }

    @Test
    void theSameRequestIsAnsweredAgainAndDoesNothingMore() {
        // Given
        String id = UUID.randomUUID().toString();
        DraftEvent.Requested wish = draft(CHEAPER);
        byte[] first = deliver(id, wish).body().asByteArray();

        // When
        byte[] second = deliver(id, wish).body().asByteArray();

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(host.pullRequests().open(repository)).hasSize(1);
    }

    @Test
    void aRequestThatBrokeOffIsFinished() {
        // Given
        String id = UUID.randomUUID().toString();
        DraftEvent.Requested wish = draft(CHEAPER);
        forge.faults().plan("POST", "(?i)pullrequests", new Fault.Effect.Drop(true), 1);
        deliver(id, wish).then().statusCode(503);

        // When
        DraftEvent.Opened opened = reply(deliver(id, wish), DraftEvent.Opened.class);

        // Then
        assertThat(host.pullRequests().open(repository))
                .extracting(PullRequest::ref)
                .containsExactly(opened.pullRequest());
        assertThat(host.repositories().history(repository, opened.head(), 3)).hasSize(2);
    }

    @Test
    void aBranchOfSomebodyElseIsNotTaken() {
        // Given
        committed("millrace/1-abc", "theirs.txt", "theirs".getBytes(StandardCharsets.UTF_8));

        // When
        var refused = reply(deliver(draft(CHEAPER)), DraftEvent.Refused.class);

        // Then
        assertThat(refused.reason()).isEqualTo(HostRefusal.MOVED);
        assertThat(host.pullRequests().open(repository)).isEmpty();
    }

    @Test
    void aDraftThatWasClosedIsNotOpenedAgain() {
        // Given
        DraftEvent.Requested wish = draft(CHEAPER);
        String id = UUID.randomUUID().toString();
        forge.faults().plan("POST", "labels", new Fault.Effect.Answer(403, Map.of(), "{\"message\":\"no\"}"), 1);
        deliver(id, wish);
        host.pullRequests().open(repository).forEach(pull -> host.pullRequests().close(pull.ref()));

        // When
        var status = reply(
                deliver(new DraftEvent.StatusRequested(repository, "millrace/1-abc")), DraftEvent.StatusReported.class);

        // Then
        assertThat(status.status()).isEqualTo(Status.CLOSED);
        assertThat(host.pullRequests().open(repository)).isEmpty();
    }

    @Test
    void theStatusOfADraftSaysWhatIsThere() {
        // Given
        var before = reply(
                deliver(new DraftEvent.StatusRequested(repository, "millrace/1-abc")), DraftEvent.StatusReported.class);
        DraftEvent.Opened opened = opened(CHEAPER);

        // When
        var after = reply(
                deliver(new DraftEvent.StatusRequested(repository, "millrace/1-abc")), DraftEvent.StatusReported.class);

        // Then
        assertThat(before.head()).isNull();
        assertThat(before.opened()).isNull();
        assertThat(after.opened()).isEqualTo(opened);
        assertThat(after.status()).isEqualTo(Status.OPEN);
    }

    @Test
    void protectedPathsNeedTheirPermission() {
        // When
        var refused = reply(deliver(draft(write("azure-pipelines.yml", "steps: []\n"))), DraftEvent.Refused.class);

        // Then
        assertThat(refused.reason()).isEqualTo(HostRefusal.PROTECTED_PATH);
        assertThat(host.repositories().head(repository, "millrace/1-abc")).isEmpty();
    }

    @Test
    void aSecretStaysOut() {
        // When
        var refused =
                reply(deliver(draft(write("deploy.env", "KEY=AKIA" + "IOSFODNN7EXAMPLQ\n"))), DraftEvent.Refused.class);

        // Then
        assertThat(refused.reason()).isEqualTo(HostRefusal.SECRET_FOUND);
        assertThat(refused.detail()).contains("'deploy.env', line 1").doesNotContain("AKIA");
    }

    @Test
    void editsThatDoNotFitTheRepositoryAreRefused() {
        // Given
        var edit = new EditSet.Edit(EditSet.Action.DELETE, "nowhere.txt", null, null);

        // When
        var refused = reply(deliver(draft(edit)), DraftEvent.Refused.class);

        // Then
        assertThat(refused.reason()).isEqualTo(HostRefusal.INVALID);
    }

    @Test
    void contentThatIsGoneIsADeadLetterAtOnce() {
        // Given
        DraftEvent.Requested wish = draft(CHEAPER);
        var gone = new DraftEvent.Requested(
                wish.ticket(),
                wish.repository(),
                wish.targetRef(),
                wish.targetCommit(),
                wish.branch(),
                wish.title(),
                wish.description(),
                new ContentRef(TENANT, Digest.of("never kept")),
                wish.labels(),
                false);

        // When
        deliver(gone)
                // Then
                .then()
                .statusCode(422);
    }

    @Test
    void oneMoreCommitGrowsTheBranchOnce() {
        // Given
        DraftEvent.Opened opened = opened(CHEAPER);
        String id = UUID.randomUUID().toString();
        var wish = new CommitEvent.Requested(
                opened.pullRequest(),
                opened.branch(),
                opened.head(),
                "fix: and the plum",
                kept(write("plums.txt", "plum 25\n")),
                false);
        var pushed = reply(deliver(id, wish), CommitEvent.Pushed.class);

        // When
        var again = reply(deliver(id, wish), CommitEvent.Pushed.class);

        // Then
        assertThat(again).isEqualTo(pushed);
        assertThat(host.repositories().commit(repository, pushed.head()).parents())
                .isEqualTo(List.of(opened.head()));
        assertThat(host.repositories().head(repository, opened.branch())).contains(pushed.head());
    }

    @Test
    void aCommitOntoAnotherHeadIsRefused() {
        // Given
        DraftEvent.Opened opened = opened(CHEAPER);
        committed(opened.branch(), "theirs.txt", "theirs".getBytes(StandardCharsets.UTF_8));
        var wish = new CommitEvent.Requested(
                opened.pullRequest(), opened.branch(), opened.head(), "fix", kept(write("b.txt", "b")), false);

        // When
        var refused = reply(deliver(wish), CommitEvent.Refused.class);

        // Then
        assertThat(refused.reason()).isEqualTo(HostRefusal.MOVED);
    }
}
