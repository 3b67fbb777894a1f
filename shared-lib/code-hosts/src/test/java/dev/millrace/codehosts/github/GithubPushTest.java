package dev.millrace.codehosts.github;

import static dev.millrace.codehosts.contract.Scene.delete;
import static dev.millrace.codehosts.contract.Scene.put;
import static dev.millrace.codehosts.contract.Scene.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.Repositories.TreeFile;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.forge.git.Edit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GithubPushTest {

    private GithubForge forge;

    @BeforeAll
    void start(@TempDir Path data) {
        forge = new GithubForge(data);
    }

    @AfterAll
    void stop() {
        forge.close();
    }

    @Test
    void textsArriveByteForByteHoweverTheyTravel() {
        // Given
        Scene scene = forge.scene();
        String large = "größer\r\n".repeat(300_000);

        // When
        String commit = scene.push(
                "work",
                write("empty.txt", ""),
                write("nul.txt", "a\0b"),
                write("crlf.txt", "one\r\ntwo\n\r"),
                write("large.txt", large),
                write("astral.txt", "\uD83C\uDF4F\n"));

        // Then
        assertThat(scene.text(commit, "empty.txt")).isEmpty();
        assertThat(scene.text(commit, "nul.txt")).isEqualTo("a\0b");
        assertThat(scene.text(commit, "crlf.txt")).isEqualTo("one\r\ntwo\n\r");
        assertThat(scene.text(commit, "large.txt")).isEqualTo(large);
        assertThat(scene.text(commit, "astral.txt")).isEqualTo("\uD83C\uDF4F\n");
    }

    @Test
    void aRenamedScriptStaysExecutable() {
        // Given
        Scene scene = forge.scene();
        scene.committed("main", put("bin/run", "x"), new Edit.Executable("bin/run", true));
        var rename = new EditSet.Edit(EditSet.Action.RENAME, "bin/start", null, "bin/run");

        // When
        String commit = scene.push("work", rename);

        // Then
        assertThat(scene.host().repositories().files(scene.ref(), commit))
                .filteredOn(file -> file.path().startsWith("bin/"))
                .extracting(TreeFile::path, TreeFile::kind)
                .containsExactly(tuple("bin/start", TreeFile.Kind.EXECUTABLE));
    }

    @Test
    void aLostAnswerToTheMovingOfTheBranchIsNoConflict() {
        // Given
        Scene scene = forge.scene();
        forge.loseAnswer("POST", "/git/refs$");

        // When
        String made = scene.push("work", write("a.txt", "a"));
        forge.loseAnswer("PATCH", "/git/refs/heads/work$");
        String grown = scene.push("work", write("b.txt", "b"));

        // Then
        assertThat(scene.host().repositories().head(scene.ref(), "work")).contains(grown);
        assertThat(scene.host().repositories().commit(scene.ref(), grown).parents())
                .containsExactly(made);
    }

    @Test
    void aBranchThatMovesAtTheLastMomentIsNotOverwritten() {
        // Given
        Scene scene = forge.scene();
        String seen = scene.push("work", write("a.txt", "a"));
        forge.answer("PATCH", "/git/refs/heads/work$", 422, "{'message': 'Update is not a fast forward'}");

        // When
        assertThatThrownBy(() -> scene.push("work", write("b.txt", "b")))
                // Then
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.MOVED));
        assertThat(scene.host().repositories().head(scene.ref(), "work")).contains(seen);
    }

    @Test
    void aTreeThatGithubCutsOffIsReadFolderByFolder() {
        // Given
        Scene scene = forge.scene();
        String commit = scene.committed("deep", put("a/b/c.txt", "c"), put("a/d.txt", "d"), put("e/f.txt", "f"));
        forge.answer("GET", "recursive=1", 200, "{'truncated': true, 'tree': []}");

        // When
        List<TreeFile> files = scene.host().repositories().files(scene.ref(), commit);

        // Then
        assertThat(files)
                .extracting(TreeFile::path)
                .contains("a/b/c.txt", "a/d.txt", "e/f.txt", "README.md")
                .doesNotHaveDuplicates();
    }

    @Test
    void aPushIntoATreeThatGithubCutsOffSeesTheFoldersItTouches() {
        // Given
        Scene scene = forge.scene();
        scene.committed("main", put("a/b/c.txt", "c"), put("e/f.txt", "f"));
        String whole = "{'truncated': true, 'tree': []}";
        forge.answer("GET", "recursive=1", 200, whole);
        String commit = scene.push("work", delete("a/b/c.txt"), write("g.txt", "g"));
        forge.answer("GET", "recursive=1", 200, whole);

        // When
        assertThatThrownBy(() -> scene.push("work", write("e", "in the way of a folder")))
                // Then
                .isInstanceOf(HostException.Invalid.class);
        assertThat(scene.host().repositories().files(scene.ref(), commit))
                .extracting(TreeFile::path)
                .contains("e/f.txt", "g.txt")
                .doesNotContain("a/b/c.txt");
    }

    @Test
    void aFileTooLargeIsInvalid() {
        // Given
        Scene scene = forge.scene();
        String commit = scene.committed("main", new Edit.Put("large.bin", new byte[(8 << 20) + 1]));

        // When
        assertThatThrownBy(() -> scene.host().repositories().file(scene.ref(), commit, "large.bin"))
                // Then
                .isInstanceOf(HostException.Invalid.class)
                .hasMessageContaining("8 MiB");
    }

    @Test
    void aFileThatGithubShowsWithoutItsContentIsReadAsABlob() {
        // Given
        Scene scene = forge.scene();
        String commit = scene.main();
        String blob = scene.host().repositories().files(scene.ref(), commit).stream()
                .filter(file -> file.path().equals("prices.txt"))
                .findFirst()
                .orElseThrow()
                .blob();
        forge.answer(
                "GET",
                "/contents/prices.txt",
                200,
                "{'type': 'file', 'size': 2000000, 'encoding': 'none', 'content': '', 'sha': '" + blob + "'}");

        // When
        String text = scene.text(commit, "prices.txt");

        // Then
        assertThat(text).startsWith("apple 30");
    }

    @Test
    void aFolderIsNoFile() {
        // Given
        Scene scene = forge.scene();
        String commit = scene.committed("main", put("folder/a.txt", "a"));

        // When
        assertThatThrownBy(() -> scene.host().repositories().file(scene.ref(), commit, "folder"))
                // Then
                .isInstanceOf(HostException.NotFound.class);
    }
}
