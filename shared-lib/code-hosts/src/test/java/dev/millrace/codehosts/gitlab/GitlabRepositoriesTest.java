package dev.millrace.codehosts.gitlab;

import static dev.millrace.codehosts.contract.Scene.MAIN;
import static dev.millrace.codehosts.contract.Scene.put;
import static dev.millrace.codehosts.contract.Scene.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.contracts.Diff;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.Signature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitlabRepositoriesTest {

    private Shops shops;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        shops = new Shops(data);
    }

    @AfterAll
    void stop() throws IOException {
        shops.close();
    }

    private static Push onto(Scene scene, String branch) {
        return new Push(branch, scene.main(), false, "m", null, new EditSet(List.of(write("prices.txt", "x 1\n"))));
    }

    @Test
    void aCommitThatFollowedSomebodyElsesIsAConflict() {
        // Given
        Scene scene = shops.open();
        shops.answer(
                "POST", "commits$", 201, "{'id':'" + "1".repeat(40) + "','parent_ids':['" + "2".repeat(40) + "']}");

        // When
        assertThatThrownBy(() -> scene.host().repositories().push(scene.ref(), onto(scene, MAIN)))
                // Then
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.MOVED))
                .hasMessageContaining("moved to 2222");
    }

    @Test
    void aFileThatChangedUnderneathIsAConflict() {
        // Given
        Scene scene = shops.open();
        shops.answer("HEAD", "files/prices", 200, "");
        scene.committed(MAIN, put("prices.txt", "apple 1\n"));
        var file = new EditSet.Edit(EditSet.Action.WRITE, "prices.txt", "x 1\n", null);
        var push = new Push(MAIN, scene.main(), false, "m", null, new EditSet(List.of(file)));
        shops.answer(
                "POST",
                "commits$",
                400,
                "{'message':'You are attempting to update a file that has changed since you started editing it.'}");

        // When
        assertThatThrownBy(() -> scene.host().repositories().push(scene.ref(), push))
                // Then
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.MOVED));
    }

    @Test
    void everyGuardOfAPushIsTakenByTheHost() {
        // Given
        Scene scene = shops.open();
        scene.committed(MAIN, put("other.txt", "other"));
        var edits = List.of(
                write("prices.txt", "x 1\n"),
                new EditSet.Edit(EditSet.Action.RENAME, "docs/README.md", null, "README.md"),
                Scene.delete("CODEOWNERS"));

        // When
        String commit = scene.host()
                .repositories()
                .push(scene.ref(), new Push(MAIN, scene.main(), false, "m", null, new EditSet(edits)));

        // Then
        assertThat(scene.main()).isEqualTo(commit);
        assertThat(scene.text(commit, "docs/README.md")).startsWith("# Shop");
    }

    @Test
    void filesBecomeFoldersFoldersGoAndModesChange() {
        // Given
        Scene scene = shops.open();
        String base = scene.committed(MAIN, put("old/one.txt", "1"), put("old/deep/two.txt", "2"), put("thing", "3"));
        String head = scene.committed(
                "work",
                new Edit.Delete("old/one.txt"),
                new Edit.Delete("old/deep/two.txt"),
                new Edit.Delete("thing"),
                put("thing/inner/three.txt", "3"),
                new Edit.Executable("prices.txt", true));

        // When
        Diff diff = scene.host().repositories().compare(scene.ref(), base, head);

        // Then
        assertThat(diff.blobs())
                .containsOnlyKeys("old/one.txt", "old/deep/two.txt", "thing", "thing/inner/three.txt", "prices.txt")
                .containsAllEntriesOf(Map.of("old/one.txt", "", "old/deep/two.txt", "", "thing", ""));
        assertThat(diff.blobs().get("prices.txt")).hasSize(40);
    }

    @Test
    void historiesWithoutACommonCommitDifferInEverything() {
        // Given
        Scene scene = shops.open();
        GitRepo git = scene.forge().core().projects().git(scene.repo());
        var author = new Signature("Ada", "ada@example.org", Instant.EPOCH);
        String tree = git.entry(scene.main(), "").orElseThrow().id();
        String other = git.editor().commit(tree, List.of(), author, author, "another beginning");

        // When
        Diff diff = scene.host().repositories().compare(scene.ref(), scene.main(), other);

        // Then
        assertThat(diff.blobs()).hasSize(5).containsKey("README.md").doesNotContainValue("");
    }

    @Test
    void aComparisonWithAMissingCommitIsNotFound() {
        // Given
        Scene scene = shops.open();

        // When
        assertThatThrownBy(() -> scene.host().repositories().compare(scene.ref(), scene.main(), "1".repeat(40)))
                // Then
                .isInstanceOf(HostException.NotFound.class);
    }

    @Test
    void aRepositoryIsAlsoNamedByItsFullPathAlone() {
        // Given
        Scene scene = shops.open();
        String path = scene.ticketProject();

        // When
        var head = scene.host().repositories().head(new RepositoryRef("code", path, path), MAIN);

        // Then
        assertThat(head).contains(scene.main());
    }

    @Test
    void aFileOfMoreThanEightMebibytesIsInvalid() {
        // Given
        Scene scene = shops.open();
        String commit = scene.committed("large", new Edit.Put("large.bin", new byte[(8 << 20) + 1]));

        // When
        assertThatThrownBy(() -> scene.host().repositories().file(scene.ref(), commit, "large.bin"))
                // Then
                .isInstanceOf(HostException.Invalid.class);
    }

    @Test
    void aProtectedBranchIsNotDeleted() {
        // Given
        Scene scene = shops.open();
        scene.protectMain();

        // When
        assertThatThrownBy(() -> scene.host().repositories().deleteBranch(scene.ref(), MAIN))
                // Then
                .isInstanceOf(HostException.Forbidden.class);
        assertThat(scene.host().repositories().head(scene.ref(), MAIN)).isPresent();
    }
}
