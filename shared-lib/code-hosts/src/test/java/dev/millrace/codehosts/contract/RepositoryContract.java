package dev.millrace.codehosts.contract;

import static dev.millrace.codehosts.contract.Scene.MAIN;
import static dev.millrace.codehosts.contract.Scene.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.Repositories.Commit;
import dev.millrace.codehosts.Repositories.TreeFile;
import dev.millrace.contracts.Diff;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.GitRepo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface RepositoryContract extends Stage {

    @Test
    default void aRepositoryIsFoundByItsProject() {
        // Given
        Scene scene = scene();

        // When
        var repository = scene.host().repositories().read(scene.ref());

        // Then
        assertThat(repository.ref()).isEqualTo(scene.ref());
        assertThat(repository.defaultBranch()).isEqualTo(MAIN);
        assertThat(scene.host().repositories().list(scene.ref().project())).containsExactly(scene.ref());
    }

    @Test
    default void aMissingRepositoryIsNotFound() {
        // Given
        Scene scene = scene();
        var missing = new RepositoryRef("code", scene.ref().project(), "nowhere");

        // When
        assertThatThrownBy(() -> scene.host().repositories().read(missing))
                // Then
                .isInstanceOf(HostException.NotFound.class);
    }

    @Test
    default void anEmptyRepositoryHasNoBranchAndNoFiles() {
        // Given
        Scene scene = scene();
        scene.forge().core().projects().createRepo(scene.project(), "empty");
        var empty = new RepositoryRef("code", scene.ref().project(), "empty");

        // When
        var repository = scene.host().repositories().read(empty);

        // Then
        assertThat(repository.defaultBranch()).isNull();
        assertThat(scene.host().repositories().head(empty, MAIN)).isEmpty();
        assertThat(scene.host().repositories().tags(empty)).isEmpty();
    }

    @Test
    default void everyFileOfACommitIsListedOnceWithItsKind() {
        // Given
        Scene scene = scene();
        String commit = scene.committed("deep", put("a/b/c/deep file é.txt", "deep"));

        // When
        List<TreeFile> files = scene.host().repositories().files(scene.ref(), commit);

        // Then
        assertThat(files)
                .extracting(TreeFile::path)
                .containsExactlyInAnyOrder(
                        "README.md",
                        "check.sh",
                        "prices.txt",
                        "azure-pipelines.yml",
                        "CODEOWNERS",
                        "a/b/c/deep file é.txt");
        assertThat(files)
                .filteredOn(file -> file.path().equals("check.sh"))
                .extracting(TreeFile::kind)
                .containsExactly(TreeFile.Kind.EXECUTABLE);
    }

    @Test
    default void aFileComesByteForByte() {
        // Given
        Scene scene = scene();
        byte[] bytes = {0, 13, 10, (byte) 0xff, (byte) 0xfe, 65};
        String commit = scene.committed("bytes", new Edit.Put("a b/ü#?%.bin", bytes));

        // When
        byte[] read = scene.host().repositories().file(scene.ref(), commit, "a b/ü#?%.bin");

        // Then
        assertThat(read).isEqualTo(bytes);
    }

    @Test
    default void aMissingFileAndAMissingCommitAreNotFound() {
        // Given
        Scene scene = scene();
        String main = scene.main();

        // When
        assertThatThrownBy(() -> scene.host().repositories().file(scene.ref(), main, "nowhere.txt"))
                // Then
                .isInstanceOf(HostException.NotFound.class);
        assertThatThrownBy(() -> scene.host().repositories().commit(scene.ref(), "1".repeat(40)))
                .isInstanceOf(HostException.NotFound.class);
    }

    @Test
    default void tenThousandFilesAreListed() {
        // Given
        Scene scene = scene();
        Edit[] many = IntStream.range(0, 10_000)
                .mapToObj(i -> put("folder" + i / 100 + "/file" + i + ".txt", "the same"))
                .toArray(Edit[]::new);
        String commit = scene.committed("many", many);

        // When
        List<TreeFile> files = scene.host().repositories().files(scene.ref(), commit);

        // Then
        assertThat(files).hasSize(10_005);
        assertThat(files).extracting(TreeFile::path).doesNotHaveDuplicates();
    }

    @Test
    default void historyIsNewestFirstAndBounded() {
        // Given
        Scene scene = scene();
        String first = scene.main();
        String second = scene.committed(MAIN, put("two.txt", "two"));
        String third = scene.committed(MAIN, put("three.txt", "three"));

        // When
        List<Commit> history = scene.host().repositories().history(scene.ref(), third, 2);

        // Then
        assertThat(history).extracting(Commit::id).containsExactly(third, second);
        assertThat(history.getLast().parents()).containsExactly(first);
        assertThat(history.getFirst().message()).startsWith("behind the back");
        assertThat(scene.host().repositories().commit(scene.ref(), second).id()).isEqualTo(second);
    }

    @Test
    default void tagsAreFollowedToTheirCommits() {
        // Given
        Scene scene = scene();
        String main = scene.main();
        GitRepo git = scene.forge().core().projects().git(scene.repo());
        git.move("refs/tags/v1.0.0", GitRepo.NONE, main);

        // When
        Map<String, String> tags = scene.host().repositories().tags(scene.ref());

        // Then
        assertThat(tags).containsExactly(Map.entry("v1.0.0", main));
    }

    @Test
    default void aComparisonNamesTheBlobsOfWhatABranchBrings() {
        // Given
        Scene scene = scene();
        String base = scene.main();
        String head = scene.committed(
                "work",
                put("prices.txt", "apple 31\n"),
                put("new.txt", "new\n"),
                new Edit.Delete("CODEOWNERS"),
                new Edit.Rename("README.md", "docs/README.md", null));
        String target = scene.committed(MAIN, put("elsewhere.txt", "of the target alone"));

        // When
        Diff diff = scene.host().repositories().compare(scene.ref(), target, head);

        // Then
        assertThat(diff.blobs()).containsOnlyKeys("prices.txt", "new.txt", "CODEOWNERS", "README.md", "docs/README.md");
        assertThat(diff.blobs()).containsEntry("new.txt", "3e757656cf36eca53338e520d134963a44f793f8");
        assertThat(diff.blobs()).containsEntry("CODEOWNERS", "").containsEntry("README.md", "");
        assertThat(diff.target()).isEqualTo(target);
        assertThat(diff.head()).isEqualTo(head);
        assertThat(scene.host().repositories().base(scene.ref(), target, head)).contains(base);
    }

    @Test
    default void aComparisonOfHundredsOfFilesIsWhole() {
        // Given
        Scene scene = scene();
        Edit[] many = IntStream.range(0, 420)
                .mapToObj(i -> put("many/" + i + ".txt", "n" + i))
                .toArray(Edit[]::new);
        String head = scene.committed("many", many);

        // When
        Diff diff = scene.host().repositories().compare(scene.ref(), scene.main(), head);

        // Then
        assertThat(diff.blobs()).hasSize(420);
    }

    @Test
    default void aBranchThatIsDeletedIsGoneAndOneThatIsNotThereIsNoTrouble() {
        // Given
        Scene scene = scene();
        scene.push("feature/plums", Scene.write("a.txt", "a"));

        // When
        scene.host().repositories().deleteBranch(scene.ref(), "feature/plums");
        scene.host().repositories().deleteBranch(scene.ref(), "feature/plums");

        // Then
        assertThat(scene.host().repositories().head(scene.ref(), "feature/plums"))
                .isEmpty();
        assertThat(new String(
                        scene.host().repositories().file(scene.ref(), scene.main(), "prices.txt"),
                        StandardCharsets.UTF_8))
                .startsWith("apple");
    }
}
