package dev.millrace.forge.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.Mailbox;
import dev.millrace.forge.TestForge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitlabProjectTest {

    private static final String PROJECT = "/gitlab/api/v4/projects/shop%2Fshop";
    private static final String COMMITS = PROJECT + "/repository/commits";

    private TestForge forge;

    @BeforeEach
    void start(@TempDir Path data) {
        forge = new TestForge(data);
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    @Test
    void aCommitIsMadeOfActions() {
        // When
        TestForge.Answer answer = forge.post(
                COMMITS,
                "{'branch':'topic','start_branch':'main','commit_message':'m','actions':["
                        + "{'action':'create','file_path':'a.bin','content':'AP8=','encoding':'base64'},"
                        + "{'action':'move','file_path':'docs/README.md','previous_path':'README.md'},"
                        + "{'action':'chmod','file_path':'prices.txt','execute_filemode':true},"
                        + "{'action':'delete','file_path':'CODEOWNERS'}]}");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        JsonNode tree =
                forge.get(PROJECT + "/repository/tree?ref=topic&recursive=true").json();
        assertThat(tree)
                .extracting(entry ->
                        entry.path("mode").asText() + " " + entry.path("path").asText())
                .contains("100644 a.bin", "100644 docs/README.md", "100755 prices.txt")
                .doesNotContain("100644 CODEOWNERS");
        assertThat(forge.get(PROJECT + "/repository/files/a.bin/raw?ref=topic")
                        .response()
                        .body())
                .containsExactly(0, 255);
    }

    @Test
    void commitsThatDoNotFitAreRefused() {
        // Given
        String update = "'commit_message':'m','actions':[{'action':'update','file_path':'%s','content':'x'%s}]}";

        // When
        List<Integer> answers = List.of(
                forge.post(COMMITS, "{'branch':'main'," + update.formatted("none.txt", ""))
                        .status(),
                forge.post(COMMITS, "{'branch':'new'," + update.formatted("prices.txt", ""))
                        .status(),
                forge.post(COMMITS, "{'branch':'main','start_branch':'other'," + update.formatted("prices.txt", ""))
                        .status(),
                forge.post(
                                COMMITS,
                                "{'branch':'main',"
                                        + update.formatted("prices.txt", ",'last_commit_id':'" + "1".repeat(40) + "'"))
                        .status(),
                forge.post(COMMITS, "{'branch':'main','actions':[]}").status());

        // Then
        assertThat(answers).containsExactly(400, 400, 404, 400, 400);
    }

    @Test
    void pagesSayHowManyThereAre() {
        // When
        TestForge.Answer page = forge.get(PROJECT + "/repository/tree?per_page=2&page=2");

        // Then
        assertThat(page.json()).hasSize(2);
        assertThat(page.header("X-Total")).contains("5");
        assertThat(page.header("X-Next-Page")).contains("3");
        assertThat(page.header("X-Prev-Page")).contains("1");
        assertThat(page.header("Link").orElse("")).contains("rel=\"next\"");
    }

    @Test
    void issuesAreFoundByLabelStateAndTime() {
        // Given
        forge.put(PROJECT + "/issues/1", "{'state_event':'close'}");
        String later =
                forge.get(PROJECT + "/issues/1").json().path("updated_at").asText();

        // When
        JsonNode open =
                forge.get(PROJECT + "/issues?state=opened&labels=millrace").json();
        JsonNode changed = forge.get(PROJECT + "/issues?updated_after=" + later).json();

        // Then
        assertThat(open).extracting(issue -> issue.path("iid").asInt()).containsExactly(2);
        assertThat(changed).extracting(issue -> issue.path("iid").asInt()).containsExactly(1);
    }

    @Test
    void aPipelineIsRunAndItsEndIsTold() throws IOException {
        try (var mailbox = new Mailbox()) {
            // Given
            forge.post(
                    PROJECT + "/hooks",
                    "{'url':'" + mailbox.url() + "','pipeline_events':true,'push_events':false,'token':'t0ken'}");

            // When
            long pipeline = forge.post(PROJECT + "/pipeline", "{'ref':'main'}")
                    .json()
                    .path("id")
                    .asLong();

            // Then
            await().untilAsserted(() -> assertThat(mailbox.letters())
                    .extracting(letter ->
                            letter.json().at("/object_attributes/status").asText())
                    .contains("success"));
            assertThat(mailbox.letters().getFirst().headers())
                    .containsEntry("x-gitlab-token", "t0ken")
                    .containsEntry("x-gitlab-event", "Pipeline Hook");
            assertThat(forge.get(PROJECT + "/jobs/" + pipeline + "/trace").text())
                    .contains("Check the prices");
        }
    }

    @Test
    void protectedBranchesTakeMergeRequestsOnly() {
        // Given
        forge.post(PROJECT + "/protected_branches", "{'name':'main'}");

        // When
        int commit = forge.put(
                        PROJECT + "/repository/files/prices.txt",
                        "{'branch':'main','content':'x','commit_message':'m'}")
                .status();

        // Then
        assertThat(commit).isEqualTo(403);
        assertThat(forge.get(PROJECT + "/repository/branches/main")
                        .json()
                        .path("protected")
                        .asBoolean())
                .isTrue();
    }
}
