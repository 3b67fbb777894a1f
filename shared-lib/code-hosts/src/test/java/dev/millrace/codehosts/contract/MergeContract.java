package dev.millrace.codehosts.contract;

import static dev.millrace.codehosts.contract.Scene.MAIN;
import static dev.millrace.codehosts.contract.Scene.put;
import static dev.millrace.codehosts.contract.Scene.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Repositories.Commit;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import org.junit.jupiter.api.Test;

interface MergeContract extends Stage {

    private static PullRequest ready(Scene scene, String branch) {
        PullRequest draft = scene.draft(branch);
        scene.host().pullRequests().markReady(draft.ref());
        return draft;
    }

    @Test
    default void whatIsAtTheExpectedHeadIsMerged() {
        // Given
        Scene scene = scene();
        PullRequest pull = ready(scene, "plums");

        // When
        String merged = scene.host().pullRequests().merge(pull.ref(), pull.head(), "Sell plums (#1)");

        // Then
        assertThat(scene.main()).isEqualTo(merged);
        Commit commit = scene.host().repositories().commit(scene.ref(), merged);
        assertThat(commit.parents()).hasSize(2).contains(pull.head());
        assertThat(commit.message()).contains("Sell plums (#1)");
        PullRequest read = scene.host().pullRequests().read(pull.ref());
        assertThat(read.status()).isEqualTo(Status.MERGED);
        assertThat(read.mergeCommit()).isEqualTo(merged);
        assertThat(read.head()).isEqualTo(pull.head());
    }

    @Test
    default void anotherHeadIsNotMerged() {
        // Given
        Scene scene = scene();
        PullRequest pull = ready(scene, "plums");
        String before = scene.main();
        scene.committed("plums", put("late.txt", "late"));

        // When
        assertThatThrownBy(() -> scene.host().pullRequests().merge(pull.ref(), pull.head(), "no"))
                // Then
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.MOVED));
        assertThat(scene.main()).isEqualTo(before);
    }

    @Test
    default void changesThatDoNotMergeAreAConflict() {
        // Given
        Scene scene = scene();
        scene.push("plums", write("prices.txt", "apple 1\n"));
        PullRequest pull = scene.host().pullRequests().create(scene.ref(), scene.proposal("plums"));
        scene.host().pullRequests().markReady(pull.ref());
        String main = scene.committed(MAIN, put("prices.txt", "apple 2\n"));

        // When
        assertThatThrownBy(() -> scene.host().pullRequests().merge(pull.ref(), pull.head(), "no"))
                // Then
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.MERGE));
        assertThat(scene.main()).isEqualTo(main);
        assertThat(scene.host().pullRequests().read(pull.ref()).status()).isEqualTo(Status.OPEN);
    }

    @Test
    default void aDraftIsNotMerged() {
        // Given
        Scene scene = scene();
        PullRequest draft = scene.draft("plums");

        // When
        assertThatThrownBy(() -> scene.host().pullRequests().merge(draft.ref(), draft.head(), "no"))
                // Then
                .isInstanceOf(HostException.Forbidden.class);
    }

    @Test
    default void anUnmetPolicyForbidsTheMerge() {
        // Given
        Scene scene = scene();
        PullRequest pull = ready(scene, "plums");
        scene.protectMain();

        // When
        assertThatThrownBy(() -> scene.host().pullRequests().merge(pull.ref(), pull.head(), "no"))
                // Then
                .isInstanceOf(HostException.Forbidden.class);
        assertThat(scene.host().pullRequests().read(pull.ref()).status()).isEqualTo(Status.OPEN);
    }

    @Test
    default void whatIsMergedOrClosedIsNotMergedAgain() {
        // Given
        Scene scene = scene();
        PullRequest merged = ready(scene, "plums");
        scene.host().pullRequests().merge(merged.ref(), merged.head(), "once");
        String main = scene.main();
        PullRequest closed = ready(scene, "pears");
        scene.host().pullRequests().close(closed.ref());

        // When
        assertThatThrownBy(() -> scene.host().pullRequests().merge(merged.ref(), merged.head(), "twice"))
                // Then
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> scene.host().pullRequests().merge(closed.ref(), closed.head(), "no"))
                .isInstanceOf(Conflict.class);
        assertThat(scene.main()).isEqualTo(main);
    }
}
