package dev.millrace.codehosts.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.PullRequests.Check;
import dev.millrace.codehosts.PullRequests.Proposal;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.PullRequests.Remark;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.forge.talk.Anchor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitlabPullRequestsTest {

    private Shops shops;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        shops = new Shops(data);
    }

    @AfterAll
    void stop() throws IOException {
        shops.close();
    }

    private static PullRequest ready(Scene scene) {
        PullRequest draft = scene.draft("plums");
        scene.host().pullRequests().markReady(draft.ref());
        return draft;
    }

    @Test
    void aPullRequestIsNamedAsHooksNameIt() {
        // Given
        Scene scene = shops.open();

        // When
        PullRequestRef ref = scene.draft("plums").ref();

        // Then
        assertThat(ref)
                .isEqualTo(new PullRequestRef("code", scene.ticketProject(), scene.ticketProject(), ref.number()));
    }

    @Test
    void aMergeWaitsWhileGitlabFindsOutWhetherItMay() {
        // Given
        Scene scene = shops.open();
        PullRequest pull = ready(scene);
        shops.answer("PUT", "/merge$", 405, "{'message':'405 Method Not Allowed'}");
        shops.answer(
                "GET",
                "merge_requests/",
                200,
                "{'state':'opened','sha':'" + pull.head() + "','detailed_merge_status':'checking'}");

        // When
        String merged = scene.host().pullRequests().merge(pull.ref(), pull.head(), "plums");

        // Then
        assertThat(scene.main()).isEqualTo(merged);
    }

    @Test
    void aMergeThatGitlabFinishesLaterIsWaitedFor() {
        // Given
        Scene scene = shops.open();
        PullRequest pull = ready(scene);
        shops.answer("PUT", "/merge$", 200, "{'state':'locked'}");
        shops.answer("GET", "merge_requests/", 200, "{'state':'locked'}");
        shops.answer("GET", "merge_requests/", 200, "{'state':'merged','merge_commit_sha':null,'sha':'abc'}");

        // When
        String merged = scene.host().pullRequests().merge(pull.ref(), pull.head(), "plums");

        // Then
        assertThat(merged).isEqualTo("abc");
    }

    @Test
    void aMergeWithoutAnAnswerIsNotMadeAgain() {
        // Given
        Scene scene = shops.open();
        PullRequest pull = ready(scene);
        shops.answer("PUT", "/merge$", 502, "<html>");

        // When
        assertThatThrownBy(() -> scene.host().pullRequests().merge(pull.ref(), pull.head(), "plums"))
                // Then
                .isInstanceOf(HostException.Unavailable.class);
        assertThat(scene.host().pullRequests().read(pull.ref()).mergeCommit()).isNull();
    }

    @Test
    void aForksPullRequestOfTheSameBranchNameIsNotOurs() {
        // Given
        Scene scene = shops.open();
        shops.answer(
                "GET",
                "source_branch=plums",
                200,
                "[{'iid':7,'sha':'abc','source_branch':'plums','target_branch':'main','state':'opened',"
                        + "'source_project_id':8,'target_project_id':9}]");

        // When
        var found = scene.host().pullRequests().find(scene.ref(), "plums");

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void reviewersAreAlsoFoundByAddressAndGroupsReviewNothing() {
        // Given
        Scene scene = shops.open();
        PullRequest pull = scene.draft("plums");
        String address = scene.forge().core().people().named("ada").mail();

        // When
        List<String> strangers = scene.host()
                .pullRequests()
                .requestReviews(pull.ref(), List.of(address, "@grace", "@shop/team", "nobody@example.org"));

        // Then
        assertThat(strangers).containsExactly("@shop/team", "nobody@example.org");
        assertThat(scene.forge().core().pulls().find(Long.parseLong(pull.ref().number())))
                .hasValueSatisfying(known -> assertThat(known.reviewers())
                        .extracting(reviewer -> reviewer.login())
                        .containsExactlyInAnyOrder("ada", "grace"));
    }

    @Test
    void whoIsLeftOutByTheHostIsNamed() {
        // Given
        Scene scene = shops.open();
        PullRequest pull = scene.draft("plums");
        shops.answer("PUT", "merge_requests/", 200, "{'reviewers':[]}");

        // When
        List<String> strangers = scene.host().pullRequests().requestReviews(pull.ref(), List.of("ada"));

        // Then
        assertThat(strangers).containsExactly("ada");
    }

    @Test
    void aRemarkOnALineSaysWhereItIs() {
        // Given
        Scene scene = shops.open();
        PullRequest pull = scene.draft("plums");
        var ada = scene.forge().core().people().named("ada");
        scene.forge()
                .core()
                .conversations()
                .start(
                        Long.parseLong(pull.ref().number()),
                        new Anchor("prices.txt", 2, true),
                        "active",
                        "Too dear",
                        Map.of(),
                        ada);

        // When
        List<Remark> remarks = scene.host().pullRequests().remarks(pull.ref());

        // Then
        assertThat(remarks).containsExactly(new Remark("ada", "Too dear", "prices.txt", 2));
    }

    @Test
    void moreThanAHundredLabelsFit() {
        // Given
        Scene scene = shops.open();
        PullRequest pull = scene.draft("plums");
        List<String> labels =
                IntStream.range(0, 130).mapToObj(i -> "label " + i).toList();

        // When
        scene.host().pullRequests().label(pull.ref(), labels);

        // Then
        assertThat(scene.host().pullRequests().read(pull.ref()).labels()).containsAll(labels);
        assertThatThrownBy(() -> scene.host().pullRequests().label(pull.ref(), List.of("a,b")))
                .isInstanceOf(HostException.Invalid.class);
    }

    @Test
    void draftMarksInTitlesAreTheHostsOwn() {
        // Given
        Scene scene = shops.open();
        scene.push("plums", Scene.write("plums.txt", "25"));
        var proposal = new Proposal("plums", Scene.MAIN, "[Draft] draft: Plums", "", List.of(), List.of());

        // When
        PullRequest made = scene.host().pullRequests().create(scene.ref(), proposal);
        scene.host().pullRequests().markReady(made.ref());

        // Then
        PullRequest read = scene.host().pullRequests().read(made.ref());
        assertThat(made.title()).isEqualTo("Plums");
        assertThat(read.draft()).isFalse();
        assertThat(read.title()).isEqualTo("Plums");
    }

    @Test
    void aCheckThatRunsAlreadyIsNoTrouble() {
        // Given
        Scene scene = shops.open();
        var pullRequests = scene.host().pullRequests();
        var running = new Check("millrace/checks", Check.State.RUNNING, "x".repeat(300), null);
        pullRequests.check(scene.ref(), scene.main(), running);
        String refusal = "{'message':'Cannot transition status via :run from :running'}";
        shops.answer("POST", "statuses/", 400, refusal);

        // When
        assertThatCode(() -> pullRequests.check(scene.ref(), scene.main(), running))
                // Then
                .doesNotThrowAnyException();
        shops.answer("POST", "statuses/", 400, refusal);
        assertThatThrownBy(() -> pullRequests.check(
                        scene.ref(), scene.main(), new Check("millrace/checks", Check.State.FAILED, "", null)))
                .isInstanceOf(HostException.Invalid.class);
        assertThat(pullRequests.checks(scene.ref(), scene.main()))
                .singleElement()
                .satisfies(check -> assertThat(check.description()).hasSize(255).endsWith("…"));
    }
}
