package dev.millrace.codehosts.contract;

import static dev.millrace.codehosts.contract.Scene.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.PullRequests.Check;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.PullRequests.Remark;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface PullRequestContract extends Stage {

    @Test
    default void aProposalIsOpenedAsADraftWithItsLabels() {
        // Given
        Scene scene = scene();
        String head = scene.push("plums", write("plums.txt", "25"));

        // When
        PullRequest made = scene.host().pullRequests().create(scene.ref(), scene.proposal("plums"));

        // Then
        PullRequest read = scene.host().pullRequests().read(made.ref());
        assertThat(read.status()).isEqualTo(Status.OPEN);
        assertThat(read.draft()).isTrue();
        assertThat(read.title()).isEqualTo("Sell plums");
        assertThat(read.description()).isEqualTo("For 25.");
        assertThat(read.source()).isEqualTo("plums");
        assertThat(read.target()).isEqualTo(Scene.MAIN);
        assertThat(read.head()).isEqualTo(head);
        assertThat(read.mergeCommit()).isNull();
        assertThat(read.labels()).containsExactly("millrace");
        assertThat(read.url()).isNotNull();
        assertThat(made.ref().host()).isEqualTo("code");
    }

    @Test
    default void aPullRequestIsFoundByItsBranchTheOpenOneFirst() {
        // Given
        Scene scene = scene();
        PullRequest old = scene.draft("plums");
        scene.host().pullRequests().close(old.ref());
        PullRequest open = scene.host().pullRequests().create(scene.ref(), scene.proposal("plums"));

        // When
        var found = scene.host().pullRequests().find(scene.ref(), "plums");

        // Then
        assertThat(found).map(PullRequest::ref).contains(open.ref());
        assertThat(scene.host().pullRequests().find(scene.ref(), "pears")).isEmpty();
    }

    @Test
    default void aClosedPullRequestIsFoundWhenNoneIsOpen() {
        // Given
        Scene scene = scene();
        PullRequest closed = scene.draft("plums");
        scene.host().pullRequests().close(closed.ref());
        scene.host().pullRequests().close(closed.ref());

        // When
        var found = scene.host().pullRequests().find(scene.ref(), "plums");

        // Then
        assertThat(found).map(PullRequest::status).contains(Status.CLOSED);
    }

    @Test
    default void aSecondPullRequestOfABranchIsAConflict() {
        // Given
        Scene scene = scene();
        scene.draft("plums");

        // When
        assertThatThrownBy(() -> scene.host().pullRequests().create(scene.ref(), scene.proposal("plums")))
                // Then
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.EXISTS));
    }

    @Test
    default void everyOpenPullRequestIsListed() {
        // Given
        Scene scene = scene();
        List<String> branches = IntStream.range(0, 33).mapToObj(i -> "b" + i).toList();
        branches.forEach(scene::draft);
        PullRequest closed = scene.draft("closed");
        scene.host().pullRequests().close(closed.ref());

        // When
        List<PullRequest> open = scene.host().pullRequests().open(scene.ref());

        // Then
        assertThat(open).extracting(PullRequest::source).containsExactlyInAnyOrderElementsOf(branches);
        assertThat(open.getFirst().source()).isEqualTo("b32");
    }

    @Test
    default void titleAndDescriptionAreReplacedAndTheDraftStaysOne() {
        // Given
        Scene scene = scene();
        PullRequest draft = scene.draft("plums");

        // When
        scene.host().pullRequests().describe(draft.ref(), "Plums, ripe", "# All\n\n- of it\n");

        // Then
        PullRequest read = scene.host().pullRequests().read(draft.ref());
        assertThat(read.title()).isEqualTo("Plums, ripe");
        assertThat(read.description().strip()).isEqualTo("# All\n\n- of it");
        assertThat(read.draft()).isTrue();
    }

    @Test
    default void aDraftIsMadeReadyOnceAndForAll() {
        // Given
        Scene scene = scene();
        PullRequest draft = scene.draft("plums");

        // When
        scene.host().pullRequests().markReady(draft.ref());
        scene.host().pullRequests().markReady(draft.ref());

        // Then
        PullRequest read = scene.host().pullRequests().read(draft.ref());
        assertThat(read.draft()).isFalse();
        assertThat(read.title()).isEqualTo("Sell plums");
    }

    @Test
    default void labelsAreAdded() {
        // Given
        Scene scene = scene();
        PullRequest draft = scene.draft("plums");

        // When
        scene.host().pullRequests().label(draft.ref(), List.of("fruit", "millrace"));

        // Then
        assertThat(scene.host().pullRequests().read(draft.ref()).labels())
                .containsExactlyInAnyOrder("fruit", "millrace");
    }

    @Test
    default void reviewersAreAskedAndStrangersNamed() {
        // Given
        Scene scene = scene();
        PullRequest draft = scene.draft("plums");

        // When
        List<String> strangers =
                scene.host().pullRequests().requestReviews(draft.ref(), List.of("ada", "nobody-here", "grace"));

        // Then
        assertThat(strangers).containsExactly("nobody-here");
        assertThat(scene.host().pullRequests().requestReviews(draft.ref(), List.of("ada")))
                .isEmpty();
    }

    @Test
    default void aCommentOfAMarkerIsWrittenOnceAndThenReplaced() {
        // Given
        Scene scene = scene();
        PullRequest draft = scene.draft("plums");

        // When
        scene.host().pullRequests().comment(draft.ref(), "mark-1", "First, mark-1");
        scene.host().pullRequests().comment(draft.ref(), "mark-2", "Other, mark-2");
        scene.host().pullRequests().comment(draft.ref(), "mark-1", "Second, mark-1");

        // Then
        assertThat(scene.host().pullRequests().remarks(draft.ref()))
                .extracting(Remark::text)
                .containsExactly("Second, mark-1", "Other, mark-2");
    }

    @Test
    default void theNewestCheckOfANameCounts() {
        // Given
        Scene scene = scene();
        String head = scene.push("plums", write("plums.txt", "25"));
        var pullRequests = scene.host().pullRequests();

        // When
        pullRequests.check(scene.ref(), head, new Check("millrace/checks", Check.State.RUNNING, "At work", null));
        pullRequests.check(scene.ref(), head, new Check("millrace/checks", Check.State.FAILED, "No", null));
        pullRequests.check(scene.ref(), head, new Check("other", Check.State.SUCCEEDED, "Yes", null));

        // Then
        assertThat(pullRequests.checks(scene.ref(), head))
                .extracting(Check::name, Check::state)
                .containsExactlyInAnyOrder(
                        tuple("millrace/checks", Check.State.FAILED), tuple("other", Check.State.SUCCEEDED));
    }

    @Test
    default void aMissingPullRequestIsNotFound() {
        // Given
        Scene scene = scene();
        var missing =
                new PullRequestRef("code", scene.ref().project(), scene.ref().name(), "999999");

        // When
        assertThatThrownBy(() -> scene.host().pullRequests().read(missing))
                // Then
                .isInstanceOf(HostException.NotFound.class);
    }
}
