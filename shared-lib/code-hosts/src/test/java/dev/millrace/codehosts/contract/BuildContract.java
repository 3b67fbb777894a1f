package dev.millrace.codehosts.contract;

import static dev.millrace.codehosts.contract.Scene.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.codehosts.Builds.Build;
import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.BuildEvent.Result;
import dev.millrace.forge.build.Pipeline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

interface BuildContract extends Stage {

    private static Build finished(Scene scene, Build build) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.host().builds().read(build.ref()), read -> read.result() != null);
    }

    @Test
    default void aBuildIsStartedFoundByItsCommitAndSucceeds() {
        // Given
        Scene scene = scene();
        String head = scene.push("plums", write("plums.txt", "25"));

        // When
        Build build = scene.host().builds().start(scene.ref(), "plums", head);

        // Then
        assertThat(build.ref().host()).isEqualTo("code");
        assertThat(build.commit()).isEqualTo(head);
        assertThat(scene.host().builds().find(scene.ref(), head))
                .map(Build::ref)
                .contains(build.ref());
        Build finished = finished(scene, build);
        assertThat(finished.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(finished.branchRef()).isEqualTo("refs/heads/plums");
        assertThat(scene.host().builds().find(scene.ref(), scene.main())).isEmpty();
    }

    @Test
    default void aFailureComesWithTheEndOfItsLog() {
        // Given
        Scene scene = scene();
        String head = scene.push("plums", write("prices.txt", "plum cheap\n"));
        Build build = scene.host().builds().start(scene.ref(), "plums", head);

        // When
        Build finished = finished(scene, build);

        // Then
        assertThat(finished.result()).isEqualTo(Result.FAILED);
        assertThat(scene.host().builds().failure(build.ref(), 4096)).contains("plum cheap");
        assertThat(scene.host().builds().failure(build.ref(), 20).length()).isLessThanOrEqualTo(20);
    }

    @Test
    default void aMissingBuildIsNotFound() {
        // Given
        Scene scene = scene();
        Build known = scene.host().builds().start(scene.ref(), Scene.MAIN, scene.main());
        var missing = new BuildRef("code", known.ref().project(), "999999");

        // When
        assertThatThrownBy(() -> scene.host().builds().read(missing))
                // Then
                .isInstanceOf(HostException.NotFound.class);
    }

    @Test
    default void withoutAPipelineThereIsNothingToStart() {
        // Given
        Scene scene = scene();
        for (Pipeline pipeline : scene.forge().core().builds().pipelines(scene.repo())) {
            String key = Long.toString(pipeline.number());
            scene.forge().core().store().change(draft -> draft.remove(Pipeline.KIND, key));
        }
        String main = scene.main();

        // When
        assertThatThrownBy(() -> scene.host().builds().start(scene.ref(), Scene.MAIN, main))
                // Then
                .isInstanceOf(HostException.Unsupported.class);
    }
}
