package dev.millrace.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.TestForge;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GithubPullRequestTest {

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
    void aDraftIsPublishedByGraphqlAndMergedAtItsHead() {
        // Given
        JsonNode pull = open(branch("a/topic", "prices.txt", "plum 25"), true);
        String merge = REPO + "/pulls/" + pull.path("number").asLong() + "/merge";
        String head = "{'sha':'" + pull.at("/head/sha").asText() + "'}";
        int asDraft = forge.put(merge, head).status();
        forge.post(
                "/github/api/graphql",
                "{'query':'mutation { markPullRequestReadyForReview(input: {pullRequestId: \\\"PR_"
                        + pull.path("number").asLong() + "\\\"}) { pullRequest { isDraft } } }'}");
        int elsewhere = forge.put(merge, "{'sha':'" + "1".repeat(40) + "'}").status();

        // When
        JsonNode merged = forge.put(merge, head).json();

        // Then
        assertThat(List.of(asDraft, elsewhere)).containsExactly(405, 409);
        assertThat(merged.path("merged").asBoolean()).isTrue();
        assertThat(forge.get(REPO + "/git/ref/heads%2Fmain").json().at("/object/sha"))
                .isEqualTo(merged.path("sha"));
    }

    @Test
    void conflictsMakeItDirtyAndUnmergeable() {
        // Given
        String topic = branch("topic", "prices.txt", "plum 25");
        branch("main", "prices.txt", "plum 99");
        JsonNode pull = open(topic, false);

        // When
        TestForge.Answer answer =
                forge.put(REPO + "/pulls/" + pull.path("number").asLong() + "/merge", "{}");

        // Then
        assertThat(pull.path("mergeable").asBoolean()).isFalse();
        assertThat(pull.path("mergeable_state").asText()).isEqualTo("dirty");
        assertThat(answer.status()).isEqualTo(405);
    }

    @Test
    void anAuthorCannotApproveHerself() {
        // Given
        JsonNode pull = open(branch("topic", "prices.txt", "plum 25"), false);
        String reviews = REPO + "/pulls/" + pull.path("number").asLong() + "/reviews";

        // When
        int own = forge.post(reviews, "{'event':'APPROVE'}").status();
        JsonNode other = forge.as("ada", "POST", reviews, "{'event':'APPROVE','body':'fine'}")
                .json();

        // Then
        assertThat(own).isEqualTo(422);
        assertThat(other.path("state").asText()).isEqualTo("APPROVED");
    }

    @Test
    void aSecondPullRequestForTheBranchesIsRefused() {
        // Given
        String topic = branch("topic", "prices.txt", "plum 25");
        open(topic, true);

        // When
        TestForge.Answer again = forge.post(REPO + "/pulls", "{'title':'t','head':'shop:topic','base':'main'}");
        TestForge.Answer nothing = forge.post(REPO + "/pulls", "{'title':'t','head':'main','base':'main'}");

        // Then
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.json().at("/errors/0/message").asText())
                .isEqualTo("A pull request already exists for shop:topic.");
        assertThat(nothing.json().at("/errors/0/message").asText()).contains("No commits between");
    }

    @Test
    void aCommitByGraphqlExpectsTheHead() {
        // Given
        String query = "'query':'mutation($input: CreateCommitOnBranchInput!) "
                + "{ createCommitOnBranch(input: $input) { commit { oid } } }'";
        String input = "{'branch':{'repositoryNameWithOwner':'shop/shop','branchName':'main'},"
                + "'message':{'headline':'h'},'expectedHeadOid':'%s',"
                + "'fileChanges':{'additions':[{'path':'a.txt','contents':'YQ=='}],"
                + "'deletions':[{'path':'CODEOWNERS'}]}}";
        String head =
                forge.get(REPO + "/git/ref/heads/main").json().at("/object/sha").asText();

        // When
        JsonNode stale = forge.post(
                        "/github/api/graphql",
                        "{" + query + ",'variables':{'input':" + input.formatted("2".repeat(40)) + "}}")
                .json();
        JsonNode done = forge.post(
                        "/github/api/graphql", "{" + query + ",'variables':{'input':" + input.formatted(head) + "}}")
                .json();

        // Then
        assertThat(stale.at("/errors/0/type").asText()).isEqualTo("STALE_DATA");
        assertThat(done.at("/data/createCommitOnBranch/commit/oid").asText()).hasSize(40);
        assertThat(forge.get(REPO + "/contents/CODEOWNERS").status()).isEqualTo(404);
    }

    /** Puts content into a file of a branch, which grows from the first commit when it is new. */
    private String branch(String name, String path, String text) {
        if (forge.get(REPO + "/branches/" + name.replace("/", "%2F")).status() == 404) {
            String main = forge.get(REPO + "/git/ref/heads/main")
                    .json()
                    .at("/object/sha")
                    .asText();
            forge.post(REPO + "/git/refs", "{'ref':'refs/heads/" + name + "','sha':'" + main + "'}");
        }
        String known = forge.get(REPO + "/contents/" + path + "?ref=" + name)
                .json()
                .path("sha")
                .asText();
        String content = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        forge.put(
                REPO + "/contents/" + path,
                "{'message':'m','branch':'" + name + "','sha':'" + known + "','content':'" + content + "'}");
        return name;
    }

    private JsonNode open(String branch, boolean draft) {
        return forge.post(REPO + "/pulls", "{'title':'t','head':'" + branch + "','base':'main','draft':" + draft + "}")
                .json();
    }
}
