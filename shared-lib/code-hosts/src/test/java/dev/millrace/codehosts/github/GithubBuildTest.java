package dev.millrace.codehosts.github;

import static dev.millrace.codehosts.contract.Scene.MAIN;
import static dev.millrace.codehosts.contract.Scene.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.codehosts.Builds.Build;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.contract.Scene;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GithubBuildTest {

    private static final String NO_DISPATCH = "{'message': 'Workflow does not have `workflow_dispatch` trigger'}";

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
    void aFailureIsWhatTheFailedStepsSaid() {
        // Given
        Scene scene = forge.scene();
        String commit = scene.committed(MAIN, put("azure-pipelines.yml", """
            steps:
              - script: echo all is well
              - script: echo the pear is too dear && exit 1
            """));
        Build build = scene.host().builds().start(scene.ref(), MAIN, commit);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.host().builds().read(build.ref()).result() != null);

        // When
        String failure = scene.host().builds().failure(build.ref(), 4096);

        // Then
        assertThat(failure).contains("the pear is too dear").doesNotContain("all is well");
        assertThat(failure.lines()).noneMatch(line -> line.matches("\\d{4}-.*"));
    }

    @Test
    void aWorkflowThatCannotBeStartedByRequestIsPassedOver() {
        // Given
        Scene scene = forge.scene();
        scene.forge().core().builds().createPipeline(scene.repo(), "second", "azure-pipelines.yml");
        forge.answer("POST", "/dispatches$", 422, NO_DISPATCH);

        // When
        Build build = scene.host().builds().start(scene.ref(), MAIN, scene.main());

        // Then
        assertThat(build.pipeline()).isEqualTo("second");
    }

    @Test
    void withoutAWorkflowThatCanBeStartedItSaysWhatToAdd() {
        // Given
        Scene scene = forge.scene();
        String main = scene.main();
        forge.answer("POST", "/dispatches$", 422, NO_DISPATCH);

        // When
        assertThatThrownBy(() -> scene.host().builds().start(scene.ref(), MAIN, main))
                // Then
                .isInstanceOf(HostException.Unsupported.class)
                .hasMessageContaining("add 'workflow_dispatch:'");
    }

    @Test
    void aRunThatIsListedLateIsWaitedFor() {
        // Given
        Scene scene = forge.scene();
        String main = scene.main();
        forge.answer("GET", "event=workflow_dispatch", 200, "{'workflow_runs': []}");
        forge.answer("GET", "event=workflow_dispatch", 200, "{'workflow_runs': []}");

        // When
        Build build = scene.host().builds().start(scene.ref(), MAIN, main);

        // Then
        assertThat(build.commit()).isEqualTo(main);
    }

    @Test
    void aBranchThatIsElsewhereIsNotBuilt() {
        // Given
        Scene scene = forge.scene();
        String old = scene.main();
        scene.committed(MAIN, put("new.txt", "new"));

        // When
        assertThatThrownBy(() -> scene.host().builds().start(scene.ref(), MAIN, old))
                // Then
                .isInstanceOf(Conflict.class);
    }

    @Test
    void aSecondBuildOfACommitIsAnotherOne() {
        // Given
        Scene scene = forge.scene();
        Build first = scene.host().builds().start(scene.ref(), MAIN, scene.main());

        // When
        Build second = scene.host().builds().start(scene.ref(), MAIN, scene.main());

        // Then
        assertThat(second.ref()).isNotEqualTo(first.ref());
        assertThat(scene.host().builds().find(scene.ref(), scene.main()))
                .map(Build::ref)
                .contains(second.ref());
    }
}
