package dev.millrace.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.Mailbox;
import dev.millrace.forge.TestForge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GithubRepositoryTest {

    private static final String REPO = "/github/api/v3/repos/shop/shop";

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
    void aCommitIsBuiltFromBlobsAndTrees() {
        // Given
        String main =
                forge.get(REPO + "/git/ref/heads/main").json().at("/object/sha").asText();
        String tree = forge.post(
                        REPO + "/git/trees",
                        "{'base_tree':'" + main + "','tree':[{'path':'run.sh','mode':'100755','type':'blob',"
                                + "'content':'x'},{'path':'CODEOWNERS','mode':'100644','type':'blob','sha':null}]}")
                .json()
                .path("sha")
                .asText();
        String commit = forge.post(
                        REPO + "/git/commits", "{'message':'m','tree':'" + tree + "','parents':['" + main + "']}")
                .json()
                .path("sha")
                .asText();

        // When
        forge.patch(REPO + "/git/refs/heads/main", "{'sha':'" + commit + "'}");

        // Then
        JsonNode files = forge.get(REPO + "/git/trees/main?recursive=1").json().path("tree");
        assertThat(files)
                .extracting(file ->
                        file.path("mode").asText() + " " + file.path("path").asText())
                .contains("100755 run.sh", "100755 check.sh")
                .doesNotContain("100644 CODEOWNERS");
    }

    @Test
    void onlyForceMovesARefBackwards() {
        // Given
        String first =
                forge.get(REPO + "/git/ref/heads/main").json().at("/object/sha").asText();
        forge.put(REPO + "/contents/new.txt", "{'message':'m','content':'eA=='}");

        // When
        int plain = forge.patch(REPO + "/git/refs/heads%2Fmain", "{'sha':'" + first + "'}")
                .status();
        int forced = forge.patch(REPO + "/git/refs/heads%2Fmain", "{'sha':'" + first + "','force':true}")
                .status();

        // Then
        assertThat(List.of(plain, forced)).containsExactly(422, 200);
    }

    @Test
    void aFileIsReplacedOnlyByWhoKnowsIt() {
        // When
        int withoutSha = forge.put(REPO + "/contents/prices.txt", "{'message':'m','content':'eA=='}")
                .status();
        int wrongSha = forge.put(
                        REPO + "/contents/prices.txt",
                        "{'message':'m','content':'eA==','sha':'" + "1".repeat(40) + "'}")
                .status();

        // Then
        assertThat(List.of(withoutSha, wrongSha)).containsExactly(422, 409);
    }

    @Test
    void listsComeInPagesThatLinkToEachOther() {
        // Given
        forge.post(REPO + "/issues", "{'title':'three','labels':['x']}");

        // When
        TestForge.Answer page = forge.get(REPO + "/issues?per_page=2&state=all&page=1");
        TestForge.Answer last = forge.get(REPO + "/issues?per_page=2&state=all&page=2");

        // Then
        assertThat(page.json()).hasSize(2);
        assertThat(page.header("Link").orElse("")).contains("rel=\"next\"", "page=2");
        assertThat(last.json()).hasSize(1);
        assertThat(last.header("Link").orElse("")).contains("rel=\"prev\"").doesNotContain("next");
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        // Given
        String tag = forge.get(REPO).header("ETag").orElseThrow();

        // When
        TestForge.Answer again = forge.send(forge.request("GET", REPO, null)
                .header("Authorization", forge.authorization("millrace"))
                .header("If-None-Match", tag));

        // Then
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
    }

    @Test
    void anIssueAndAWorkItemAreTheSameTicket() {
        // When
        forge.patch(REPO + "/issues/1", "{'state':'closed','labels':['a','b']}");

        // Then
        JsonNode item =
                forge.get("/ado/millrace/shop/_apis/wit/workitems/1").json().path("fields");
        assertThat(item.path("System.State").asText()).isEqualTo("Closed");
        assertThat(item.path("System.Tags").asText()).isEqualTo("a; b");
    }

    @Test
    void statusesAddUpToOneState() {
        // Given
        String statuses = REPO + "/statuses/main";
        forge.post(statuses, "{'state':'success','context':'one'}");
        forge.post(statuses, "{'state':'failure','context':'two'}");
        String before = state();

        // When
        forge.post(statuses, "{'state':'success','context':'two'}");

        // Then
        assertThat(before).isEqualTo("failure");
        assertThat(state()).isEqualTo("success");
    }

    @Test
    void hooksAreSignedWithTheirSecret() throws Exception {
        try (var mailbox = new Mailbox()) {
            // Given
            forge.post(
                    REPO + "/hooks",
                    "{'events':['issues','push'],'config':{'url':'" + mailbox.url() + "','secret':'s3cret'}}");

            // When
            forge.patch(REPO + "/issues/1", "{'labels':['millrace','more']}");

            // Then
            await().untilAsserted(() -> assertThat(mailbox.letters()).hasSize(1));
            Mailbox.Letter letter = mailbox.letters().getFirst();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String expected = HexFormat.of().formatHex(mac.doFinal(letter.text().getBytes(StandardCharsets.UTF_8)));
            assertThat(letter.headers())
                    .containsEntry("x-hub-signature-256", "sha256=" + expected)
                    .containsEntry("x-github-event", "issues");
            assertThat(letter.json().path("action").asText()).isEqualTo("labeled");
            assertThat(letter.json().at("/label/name").asText()).isEqualTo("more");
        }
    }

    @Test
    void aDispatchedWorkflowEndsInARun() throws IOException {
        try (var mailbox = new Mailbox()) {
            // Given
            forge.post(REPO + "/hooks", "{'events':['workflow_run'],'config':{'url':'" + mailbox.url() + "'}}");

            // When
            int status = forge.post(REPO + "/actions/workflows/azure-pipelines.yml/dispatches", "{'ref':'main'}")
                    .status();

            // Then
            assertThat(status).isEqualTo(204);
            await().untilAsserted(() -> assertThat(mailbox.letters())
                    .extracting(letter -> letter.json().path("action").asText())
                    .contains("requested", "completed"));
            JsonNode run = forge.get(REPO + "/actions/runs").json().at("/workflow_runs/0");
            assertThat(run.path("conclusion").asText()).isEqualTo("success");
        }
    }

    private String state() {
        return forge.get(REPO + "/commits/main/status").json().path("state").asText();
    }
}
