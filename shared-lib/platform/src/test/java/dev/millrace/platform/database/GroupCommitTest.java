package dev.millrace.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final List<List<Integer>> batches = new ArrayList<>();
    private final List<UniEmitter<? super List<String>>> running = new ArrayList<>();
    private final GroupCommit<Integer, String> commits = new GroupCommit<>(this::work, 3, 5, Runnable::run);

    private Uni<List<String>> work(List<Integer> batch) {
        batches.add(batch);
        return Uni.createFrom().emitter(running::add);
    }

    @Test
    void worksOnASingleItemAtOnce() {
        // When
        var answer = submit(1);
        running.getFirst().complete(List.of("one"));

        // Then
        assertThat(answer).isCompletedWithValue("one");
    }

    @Test
    void collectsWhatArrivesMeanwhileUpToTheLargestBatch() {
        // Given
        submitAll(1, 6);

        // When
        running.get(0).complete(List.of("a"));
        running.get(1).complete(List.of("b", "c", "d"));

        // Then
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5, 6));
    }

    @Test
    void givesEachItemItsOwnResult() {
        // Given
        submitAll(1, 1);
        var second = submit(2);
        var third = submit(3);
        running.get(0).complete(List.of("one"));

        // When
        running.get(1).complete(List.of("two", "three"));

        // Then
        assertThat(second).isCompletedWithValue("two");
        assertThat(third).isCompletedWithValue("three");
    }

    @Test
    void sendsAwayWhatFindsTheQueueFull() {
        // Given
        submitAll(1, 6);

        // When
        var seventh = submit(7);

        // Then
        assertThatThrownBy(seventh::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ProblemException.class)
                .hasMessageContaining("Come again");
    }

    @Test
    void failsAWholeBatchAndGoesOn() {
        // Given
        var first = submit(1);
        var second = submit(2);

        // When
        running.get(0).fail(new IllegalStateException("no database"));
        running.get(1).complete(List.of("two"));

        // Then
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedWithValue("two");
    }

    @Test
    void survivesWorkThatThrows() {
        // Given
        var broken = new GroupCommit<Integer, String>(
                batch -> {
                    throw new IllegalStateException("not even started");
                },
                3,
                5,
                Runnable::run);

        // When
        var first = broken.submit(1).subscribeAsCompletionStage();
        var second = broken.submit(2).subscribeAsCompletionStage();

        // Then
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
    }

    private void submitAll(int first, int last) {
        for (int item = first; item <= last; item++) {
            commits.submit(item).subscribe().with(done -> {});
        }
    }

    private CompletableFuture<String> submit(int item) {
        return commits.submit(item).subscribeAsCompletionStage();
    }
}
