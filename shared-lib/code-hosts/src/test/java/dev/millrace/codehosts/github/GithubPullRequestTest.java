package dev.millrace.codehosts.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.codehosts.PullRequests.Check;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.PullRequests.Remark;
import dev.millrace.codehosts.Tickets.Change;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.forge.check.Checks;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.talk.Anchor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Pull requests and issues, where GitHub is special. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GithubPullRequestTest {

    private GithubForge forge;

    @BeforeAll
    void start(@TempDir Path data) {
        forge = new GithubForge(data);
    }

    @AfterAll
    void stop() {
        forge.close();
    }

    private static long number(PullRequest pull) {
        return Long.parseLong(pull.ref().number());
    }

    @Test
    void aPullRequestIsReferredToAsWebhooksDoAndUnderstoodEitherWay() {
        // Given
        Scene scene = forge.scene();
        PullRequest pull = scene.draft("plums");
        String name = scene.ref().name();

        // When
        PullRequest read = scene.host()
                .pullRequests()
                .read(new PullRequestRef("code", name, name, pull.ref().number()));

        // Then
        assertThat(read.ref())
                .isEqualTo(pull.ref())
                .isEqualTo(new PullRequestRef(
                        "code", name + "/" + name, name + "/" + name, pull.ref().number()));
        var fromRef = new RepositoryRef("code", pull.ref().project(), pull.ref().repository());
        assertThat(scene.host().pullRequests().find(fromRef, "plums"))
                .map(PullRequest::ref)
                .contains(pull.ref());
    }

    @Test
    void reviewersAreAskedByMailToo() {
        // Given
        Scene scene = forge.scene();
        PullRequest pull = scene.draft("plums");

        // When
        List<String> strangers = scene.host()
                .pullRequests()
                .requestReviews(pull.ref(), List.of("ada@millrace.test", "@grace", "nobody@millrace.test", " "));

        // Then
        assertThat(strangers).containsExactly("nobody@millrace.test", " ");
        assertThat(scene.forge().core().pulls().find(number(pull)).orElseThrow().reviewers())
                .extracting(reviewer -> reviewer.login())
                .containsExactlyInAnyOrder("ada", "grace");
    }

    @Test
    void whoeverMayNotReviewKeepsNobodyElseFromIt() {
        // Given
        Scene scene = forge.scene();
        PullRequest pull = scene.draft("plums");

        // When
        List<String> refused = scene.host().pullRequests().requestReviews(pull.ref(), List.of("millrace", "ada"));

        // Then
        assertThat(refused).containsExactly("millrace");
    }

    @Test
    void remarksComeFromConversationReviewsAndLinesInTheirOrder() {
        // Given
        Scene scene = forge.scene();
        PullRequest pull = scene.draft("plums");
        var core = scene.forge().core();
        Person ada = core.people().join("ada");
        core.conversations().start(number(pull), "In general", ada);
        core.conversations()
                .start(number(pull), new Anchor("plums.txt", 1, true), "active", "On a line", Map.of(), ada);
        core.conversations()
                .start(number(pull), new Anchor("plums.txt", 2, false), "active", "On an old line", Map.of(), ada);
        core.pulls().review(number(pull), "COMMENTED", "All in all", ada);
        core.pulls().review(number(pull), "APPROVED", "", ada);

        // When
        List<Remark> remarks = scene.host().pullRequests().remarks(pull.ref());

        // Then
        assertThat(remarks)
                .containsExactlyInAnyOrder(
                        new Remark("ada", "In general", null, null),
                        new Remark("ada", "On a line", "plums.txt", 1),
                        new Remark("ada", "On an old line", "plums.txt", null),
                        new Remark("ada", "All in all", null, null));
        assertThat(remarks.getFirst().text()).isEqualTo("In general");
    }

    @Test
    void aCommentIsFoundAmongHundredsAndThatOfAnotherIsLeftAlone() {
        // Given
        Scene scene = forge.scene();
        PullRequest pull = scene.draft("plums");
        var talk = scene.forge().core().conversations();
        Person ada = scene.forge().core().people().join("ada");
        talk.start(number(pull), "mine, mark-1", ada);
        IntStream.range(0, 130).forEach(i -> talk.start(number(pull), "noise " + i, ada));
        scene.host().pullRequests().comment(pull.ref(), "mark-1", "first, mark-1");

        // When
        scene.host().pullRequests().comment(pull.ref(), "mark-1", "second, mark-1");

        // Then
        assertThat(scene.host().pullRequests().remarks(pull.ref()))
                .filteredOn(remark -> remark.text().contains("mark-1"))
                .extracting(Remark::author, Remark::text)
                .containsExactly(tuple("ada", "mine, mark-1"), tuple("millrace", "second, mark-1"));
    }

    @Test
    void manyLabelsAreAllRead() {
        // Given
        Scene scene = forge.scene();
        List<String> labels =
                IntStream.range(0, 140).mapToObj(i -> "label " + i).toList();

        // When
        scene.host().tickets().update(scene.firstTicket(), new Change(null, labels, List.of("MILLRACE")));

        // Then
        assertThat(scene.host().tickets().read(scene.firstTicket()).tags()).containsExactlyInAnyOrderElementsOf(labels);
    }

    @Test
    void aPullRequestIsNoTicket() {
        // Given
        Scene scene = forge.scene();
        PullRequest pull = scene.draft("plums");
        var ticket = new TicketRef("code", scene.ticketProject(), pull.ref().number());

        // When
        var refusal = catchThrowable(() -> scene.host().tickets().read(ticket));

        // Then
        assertThat(refusal).hasMessageContaining("is a pull request");
    }

    @Test
    void checkRunsOfAppsAreChecksToo() {
        // Given
        Scene scene = forge.scene();
        PullRequest pull = scene.draft("plums");
        scene.forge()
                .core()
                .checks()
                .report(
                        new Checks.Report(
                                scene.repo().number(),
                                pull.head(),
                                0,
                                0,
                                "",
                                "lint",
                                dev.millrace.forge.check.Check.State.FAILED,
                                "Two findings",
                                "",
                                true),
                        scene.caretaker());
        var tooLong = new Check("millrace/checks", Check.State.SUCCEEDED, "é".repeat(200), null);

        // When
        scene.host().pullRequests().check(scene.ref(), pull.head(), tooLong);

        // Then
        assertThat(scene.host().pullRequests().checks(scene.ref(), pull.head()))
                .containsExactlyInAnyOrder(
                        new Check("lint", Check.State.FAILED, "Two findings", null),
                        new Check("millrace/checks", Check.State.SUCCEEDED, "é".repeat(139) + "…", null));
    }

    @Test
    void anIssueNamesItsPeopleAndItsParent() {
        // Given
        var ref = new TicketRef("code", "acme/shop", "7");
        var issue = JsonNodeFactory.instance
                .objectNode()
                .put("title", "Plums")
                .putNull("body")
                .put("state", "closed")
                .putNull("user")
                .put("parent_issue_url", "https://api.github.com/repos/acme/shop/issues/1");
        issue.putArray("assignees").addObject().put("login", "ada").put("name", "Ada L.");
        issue.putArray("labels").add("plain").addObject().put("name", "object");

        // When
        var ticket = IssueView.of(ref, issue);

        // Then
        assertThat(ticket.author()).isNull();
        assertThat(ticket.description()).isEmpty();
        assertThat(ticket.closed()).isTrue();
        assertThat(ticket.assignees()).containsExactly("ada", "Ada L.");
        assertThat(ticket.tags()).containsExactly("plain", "object");
        assertThat(ticket.links()).extracting(link -> link.kind()).containsExactly("parent");
    }
}
