package dev.millrace.codehosts.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.contract.Scene;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences are GitLab's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitlabErrorsTest {

    private Shops shops;
    private Scene scene;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        shops = new Shops(data);
        scene = shops.open();
    }

    @AfterAll
    void stop() throws IOException {
        shops.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | A branch called 'x' already exists. Switch to that branch in order to make changes | EXISTS
            400 | You are attempting to update a file a that has changed since you started editing it. | MOVED
            400 | Could not update refs/heads/x. Please refresh and try again. | MOVED
            400 | You can only create or edit files when you are on a branch | MOVED
            400 | A file with this name already exists | Invalid
            400 | GitLab: You are not allowed to push code to protected branches on this project. | Forbidden
            400 | Pipeline will not run for the selected trigger. | Unsupported
            400 | Reference not found | NotFound
            401 | 401 Unauthorized | Forbidden
            403 | You are not allowed to push into this branch | Forbidden
            404 | 404 Project Not Found | NotFound
            405 | 405 Method Not Allowed | Forbidden
            409 | Another open merge request already exists for this source branch: !7 | EXISTS
            409 | SHA does not match HEAD of source branch | MOVED
            422 | Branch cannot be merged | MERGE
            422 | Invalid url given | Invalid
            """)
    void aRefusalMeansWhatItsSentenceSays(int status, String sentence, String meaning) {
        // Given
        shops.answer("GET", "commits/", status, "{'message':['" + sentence.replace("'", "’") + "']}");

        // When
        HostException thrown = catchThrowableOfType(
                HostException.class, () -> scene.host().repositories().commit(scene.ref(), scene.main()));

        // Then
        String actual = thrown instanceof Conflict conflict
                ? conflict.kind().name()
                : thrown.getClass().getSimpleName();
        assertThat(actual).isEqualTo(meaning);
        assertThat(thrown).hasMessageContaining(Integer.toString(status));
    }
}
