package dev.millrace.codehosts.github;

import static dev.millrace.codehosts.contract.Scene.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.HostException.Conflict.Kind;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.contract.Scene;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals in GitHub's own words, which the forge does not all know. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GithubErrorsTest {

    private GithubForge forge;
    private Scene scene;
    private PullRequest pull;

    @BeforeAll
    void start(@TempDir Path data) {
        forge = new GithubForge(data);
        scene = forge.scene();
        pull = scene.draft("plums");
        scene.host().pullRequests().markReady(pull.ref());
    }

    @AfterAll
    void stop() {
        forge.close();
    }

    private static String said(String message) {
        return "{'message': '" + message + "'}";
    }

    private HostException merge(int status, String message) {
        forge.answer("PUT", "/merge$", status, said(message));
        return catchThrowableOfType(
                HostException.class, () -> scene.host().pullRequests().merge(pull.ref(), pull.head(), "title"));
    }

    private HostException push(int status, String body) {
        forge.answer("POST", "/git/trees$", status, body);
        return catchThrowableOfType(HostException.class, () -> scene.push("refused", write("a.txt", "a")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "At least 1 approving review is required by reviewers with write access.",
                "Required status check \\\"build\\\" is expected.",
                "Repository rule violations found",
                "Merge commits are not allowed on this repository.",
                "Pull Request is still a draft",
                "Changes must be made through the merge queue"
            })
    void aRuleForbidsTheMerge(String message) {
        // When
        HostException refused = merge(405, message);

        // Then
        assertThat(refused).isInstanceOf(HostException.Forbidden.class);
    }

    @ParameterizedTest
    @CsvSource({
        "405, Pull Request is not mergeable, MERGE",
        "405, Base branch was modified. Review and try the merge again., MOVED",
        "409, Head branch was modified. Review and try the merge again., MOVED",
        "409, Merge conflict, MERGE"
    })
    void whatIsInTheWayOfAMergeIsAConflict(int status, String message, Kind kind) {
        // When
        HostException refused = merge(status, message);

        // Then
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(kind));
    }

    @Test
    void aLostAnswerToAMergeIsNotTakenForARefusal() {
        // Given
        Scene other = forge.scene();
        PullRequest ready = other.draft("pears");
        other.host().pullRequests().markReady(ready.ref());
        forge.loseAnswer("PUT", "/merge$");

        // When
        HostException unknown = catchThrowableOfType(
                HostException.class, () -> other.host().pullRequests().merge(ready.ref(), ready.head(), "title"));

        // Then
        assertThat(unknown).isInstanceOf(HostException.Unavailable.class);
        assertThat(other.host().pullRequests().read(ready.ref()).mergeCommit()).isEqualTo(other.main());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | Resource not accessible by personal access token | Forbidden",
                "403 | This API returns blobs up to 100 MB in size. too_large | Invalid",
                "404 | Not Found | NotFound",
                "409 | Git Repository is empty. | NotFound",
                "409 | Repository rule violations found | Forbidden",
                "410 | Issues are disabled for this repo | NotFound",
                "422 | No commit found for SHA: 1234 | NotFound",
                "422 | Changes must be made through a pull request. | Forbidden",
                "422 | Draft pull requests are not supported in this repository. | Unsupported",
                "422 | tree.path contains a malformed path component | Invalid",
                "451 | Repository access blocked | Forbidden"
            })
    void aRefusalHasItsMeaning(int status, String message, String type) {
        // When
        HostException refused = push(status, said(message));

        // Then
        assertThat(refused.getClass().getSimpleName()).isEqualTo(type);
        assertThat(refused).hasMessageContaining(message.strip());
    }

    @Test
    void theDetailsOfARefusalAreSaid() {
        // When
        HostException refused = push(
                422,
                "{'message': 'Validation Failed', 'errors': ["
                        + "{'resource': 'Tree', 'field': 'path', 'code': 'missing_field'}, 'and a text']}");

        // Then
        assertThat(refused)
                .isInstanceOf(HostException.Invalid.class)
                .hasMessageContaining("Validation Failed; path missing_field; and a text");
    }

    @Test
    void whatIsNoJsonIsARefusalToo() {
        // When
        HostException refused = push(422, "<html>no</html>");

        // Then
        assertThat(refused).isInstanceOf(HostException.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND, NotFound", "FORBIDDEN, Forbidden", "RATE_LIMITED, Unavailable", "UNPROCESSABLE, Invalid"})
    void refusalsByGraphqlHaveTheirMeaningThough200(String type, String exception) {
        // Given
        Scene other = forge.scene();
        PullRequest draft = other.draft("pears");
        forge.answer(
                "POST", "/graphql$", 200, "{'data': null, 'errors': [{'type': '" + type + "', 'message': 'No.'}]}");

        // When
        HostException refused = catchThrowableOfType(
                HostException.class, () -> other.host().pullRequests().markReady(draft.ref()));

        // Then
        assertThat(refused.getClass().getSimpleName()).isEqualTo(exception);
    }

    @Test
    void anInstalledAppIsKnownByItsLogin() {
        // Given
        forge.answer("GET", "/user$", 403, said("Resource not accessible by integration"));
        forge.answer("POST", "/graphql$", 200, "{'data': {'viewer': {'login': 'millrace[bot]'}}}");

        // When
        var account = scene.host().account();

        // Then
        assertThat(account.login()).isEqualTo("millrace[bot]");
    }
}
