package dev.millrace.codehosts.contract;

import static dev.millrace.codehosts.contract.Scene.MAIN;
import static dev.millrace.codehosts.contract.Scene.delete;
import static dev.millrace.codehosts.contract.Scene.put;
import static dev.millrace.codehosts.contract.Scene.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.Repositories.Author;
import dev.millrace.codehosts.Repositories.Commit;
import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.codehosts.Repositories.TreeFile;
import dev.millrace.contracts.document.EditSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface PushContract extends Stage {

    @Test
    default void aPushMakesABranchWithOneCommitOfAllEdits() {
        // Given
        Scene scene = scene();
        String main = scene.main();
        var edits = new EditSet(List.of(
                write("new/plums.txt", "plum 25\r\n"),
                write("prices.txt", "apple 30\npear 40\n"),
                write("check.sh", "#!/bin/sh\nexit 0\n"),
                delete("CODEOWNERS"),
                new EditSet.Edit(EditSet.Action.RENAME, "docs/README.md", null, "README.md")));
        var push = new Push(
                "feature/plums",
                main,
                true,
                "feat: plums\n\nWith a body.",
                new Author("Ada", "ada@example.org"),
                edits);

        // When
        String commit = scene.host().repositories().push(scene.ref(), push);

        // Then
        Commit made = scene.host().repositories().commit(scene.ref(), commit);
        assertThat(scene.host().repositories().head(scene.ref(), "feature/plums"))
                .contains(commit);
        assertThat(made.parents()).containsExactly(main);
        assertThat(made.message().strip()).isEqualTo("feat: plums\n\nWith a body.");
        assertThat(made.author()).contains("Ada");
        assertThat(scene.text(commit, "new/plums.txt")).isEqualTo("plum 25\r\n");
        assertThat(scene.text(commit, "docs/README.md")).startsWith("# Shop");
        assertThat(scene.host().repositories().files(scene.ref(), commit))
                .extracting(TreeFile::path)
                .doesNotContain("CODEOWNERS", "README.md");
        assertThat(scene.host().repositories().files(scene.ref(), commit))
                .filteredOn(file -> file.path().equals("check.sh"))
                .extracting(TreeFile::kind)
                .containsExactly(TreeFile.Kind.EXECUTABLE);
    }

    @Test
    default void aPushOntoABranchGrowsIt() {
        // Given
        Scene scene = scene();
        String first = scene.push("work", write("one.txt", "one"));

        // When
        String second = scene.push("work", write("two.txt", "two"));

        // Then
        assertThat(scene.host().repositories().commit(scene.ref(), second).parents())
                .containsExactly(first);
        assertThat(scene.text(second, "one.txt")).isEqualTo("one");
    }

    @Test
    default void aRenameMayBringANewText() {
        // Given
        Scene scene = scene();
        var rename = new EditSet.Edit(EditSet.Action.RENAME, "GUIDE.md", "# Guide\n", "README.md");

        // When
        String commit = scene.push("work", rename);

        // Then
        assertThat(scene.text(commit, "GUIDE.md")).isEqualTo("# Guide\n");
    }

    @Test
    default void aBranchThatMovedMeanwhileIsNotOverwritten() {
        // Given
        Scene scene = scene();
        String seen = scene.push("work", write("one.txt", "one"));
        String moved = scene.committed("work", put("theirs.txt", "theirs"));
        var late = new Push("work", seen, false, "late", null, new EditSet(List.of(write("two.txt", "two"))));

        // When
        assertThatThrownBy(() -> scene.host().repositories().push(scene.ref(), late))
                // Then
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.MOVED));
        assertThat(scene.host().repositories().head(scene.ref(), "work")).contains(moved);
    }

    @Test
    default void aBranchThatIsThereIsNotMadeAgain() {
        // Given
        Scene scene = scene();
        String made = scene.push("work", write("one.txt", "one"));
        var again = new Push("work", scene.main(), true, "again", null, new EditSet(List.of(write("b.txt", "b"))));

        // When
        assertThatThrownBy(() -> scene.host().repositories().push(scene.ref(), again))
                // Then
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.EXISTS));
        assertThat(scene.host().repositories().head(scene.ref(), "work")).contains(made);
    }

    @Test
    default void ofConcurrentPushesExactlyOneWins() throws Exception {
        // Given
        Scene scene = scene();
        String seen = scene.push("work", write("one.txt", "one"));
        List<Callable<String>> racers = IntStream.range(0, 8)
                .<Callable<String>>mapToObj(i -> () -> scene.host()
                        .repositories()
                        .push(
                                scene.ref(),
                                new Push(
                                        "work",
                                        seen,
                                        false,
                                        "racer " + i,
                                        null,
                                        new EditSet(List.of(write("r" + i + ".txt", "r"))))))
                .toList();

        // When
        List<String> winners = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> racer : threads.invokeAll(racers)) {
                try {
                    winners.add(racer.get());
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(Conflict.class);
                }
            }
        }

        // Then
        assertThat(winners).hasSize(1);
        assertThat(scene.host().repositories().head(scene.ref(), "work")).contains(winners.getFirst());
        assertThat(scene.host()
                        .repositories()
                        .commit(scene.ref(), winners.getFirst())
                        .parents())
                .containsExactly(seen);
    }

    @Test
    default void aProtectedBranchTakesNoPush() {
        // Given
        Scene scene = scene();
        scene.protectMain();
        var push = new Push(MAIN, scene.main(), false, "no", null, new EditSet(List.of(write("b.txt", "b"))));

        // When
        assertThatThrownBy(() -> scene.host().repositories().push(scene.ref(), push))
                // Then
                .isInstanceOf(HostException.Forbidden.class);
    }

    @Test
    default void editsThatDoNotFitAreInvalid() {
        // Given
        Scene scene = scene();
        String main = scene.main();
        EditSet.Edit renamed = new EditSet.Edit(EditSet.Action.RENAME, "b.txt", null, "nowhere.txt");

        // When
        assertThatThrownBy(() -> scene.push("work", delete("nowhere.txt")))
                // Then
                .isInstanceOf(HostException.Invalid.class);
        assertThatThrownBy(() -> scene.push("work", renamed)).isInstanceOf(HostException.Invalid.class);
        assertThat(scene.host().repositories().head(scene.ref(), "work")).isEmpty();
        assertThat(scene.main()).isEqualTo(main);
    }
}
