package dev.millrace.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.forge.build.Build;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.NewCommit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TillSeedTest {

    @TempDir
    private Path data;

    private Forge forge;
    private Repo till;

    @BeforeEach
    void start() throws IOException {
        forge = Forge.start(ForgeSettings.in(data));
        new TillSeed(forge.core()).sow("till");
        till = forge.core()
                .projects()
                .repo(forge.core().projects().find("till").orElseThrow(), "till")
                .orElseThrow();
    }

    @AfterEach
    void stop() throws IOException {
        forge.close();
    }

    @Test
    void theTillPassesItsOwnTests() {
        // When
        Build build = built(head());

        // Then
        assertThat(build.result()).isEqualTo(Build.Result.SUCCEEDED);
    }

    @Test
    void aPriceWithACommaFailsThem() {
        // Given
        String broken = pushed("prices/quince", "0,45\n");

        // When
        Build build = built(broken);

        // Then
        assertThat(build.result()).isEqualTo(Build.Result.FAILED);
    }

    @Test
    void aNewPricePassesThem() {
        // Given
        String good = pushed("prices/quince", "0.45\n");

        // When
        Build build = built(good);

        // Then
        assertThat(build.result()).isEqualTo(Build.Result.SUCCEEDED);
    }

    @Test
    void sowingAgainLeavesTheProjectAlone() {
        // Given
        String before = pushed("prices/quince", "0.45\n");

        // When
        new TillSeed(forge.core()).sow("till");

        // Then
        assertThat(head()).isEqualTo(before);
    }

    @Test
    void theFolderTellsWhereItsForgeListens() throws IOException {
        assertThat(Forge.lastBase(data)).contains(forge.base());
        assertThat(Forge.lastBase(data.resolve("another"))).isEmpty();
    }

    private String head() {
        return forge.core().projects().git(till).branch("main").orElseThrow();
    }

    private String pushed(String path, String text) {
        var edit = new Edit.Add(path, text.getBytes(StandardCharsets.UTF_8));
        forge.core()
                .pushes()
                .commit(
                        till,
                        "main",
                        Optional.of(head()),
                        Optional.empty(),
                        List.of(NewCommit.of("feat: one more", List.of(edit))),
                        ada());
        return head();
    }

    private Build built(String commit) {
        var builds = forge.core().builds();
        Build queued = builds.queue(
                builds.pipelines(till).getFirst(), "refs/heads/main", commit, 0, "manual", Map.of(), ada());
        return await().until(
                        () -> builds.find(queued.number()).orElseThrow(), build -> build.status() == Build.Status.DONE);
    }

    private Person ada() {
        return forge.core().people().join("ada");
    }
}
