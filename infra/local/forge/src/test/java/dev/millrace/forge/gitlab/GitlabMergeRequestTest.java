package dev.millrace.forge.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.TestForge;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitlabMergeRequestTest {

    private static final String PROJECT = "/gitlab/api/v4/projects/shop%2Fshop";
    private static final String REQUESTS = PROJECT + "/merge_requests";

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
    void theTitleMakesADraftAndPublishesIt() {
        // Given
        JsonNode draft = open("topic", "Draft: plums");
        String one = REQUESTS + "/" + draft.path("iid").asLong();
        int asDraft = forge.put(one + "/merge", "{'sha':'" + draft.path("sha").asText() + "'}")
                .status();

        // When
        JsonNode ready = forge.put(one, "{'title':'plums'}").json();
        JsonNode merged = forge.put(
                        one + "/merge", "{'sha':'" + draft.path("sha").asText() + "'}")
                .json();

        // Then
        assertThat(asDraft).isEqualTo(405);
        assertThat(draft.path("draft").asBoolean()).isTrue();
        assertThat(ready.path("title").asText()).isEqualTo("plums");
        assertThat(ready.path("detailed_merge_status").asText()).isEqualTo("mergeable");
        assertThat(merged.path("state").asText()).isEqualTo("merged");
    }

    @Test
    void anotherHeadAndAConflictAreToldApart() {
        // Given
        JsonNode other = open("other", "other");
        JsonNode topic = open("topic", "topic");
        forge.put(REQUESTS + "/" + other.path("iid").asLong() + "/merge", "{}");
        String merge = REQUESTS + "/" + topic.path("iid").asLong() + "/merge";

        // When
        int moved = forge.put(merge, "{'sha':'" + "1".repeat(40) + "'}").status();
        int conflict = forge.put(merge, "{}").status();

        // Then
        assertThat(List.of(moved, conflict)).containsExactly(409, 422);
        assertThat(forge.get(REQUESTS + "/" + topic.path("iid").asLong())
                        .json()
                        .path("has_conflicts")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void approvalsAndLabelsChangeOneByOne() {
        // Given
        JsonNode topic = open("topic", "topic");
        String one = REQUESTS + "/" + topic.path("iid").asLong();
        forge.put(one, "{'labels':'a,b'}");

        // When
        JsonNode labels =
                forge.put(one, "{'add_labels':'c','remove_labels':'a'}").json().path("labels");
        JsonNode approvals = forge.as("ada", "POST", one + "/approve", "{}").json();

        // Then
        assertThat(labels).hasToString("[\"b\",\"c\"]");
        assertThat(approvals.at("/approved_by/0/user/username").asText()).isEqualTo("ada");
    }

    @Test
    void discussionsOnALineAreResolved() {
        // Given
        String one = REQUESTS + "/" + open("topic", "topic").path("iid").asLong();
        String discussion = forge.post(
                        one + "/discussions",
                        "{'body':'why?','position':{'position_type':'text','new_path':'prices.txt','new_line':1}}")
                .json()
                .path("id")
                .asText();
        forge.post(one + "/discussions/" + discussion + "/notes", "{'body':'so'}");

        // When
        JsonNode resolved = forge.put(one + "/discussions/" + discussion, "{'resolved':true}")
                .json();

        // Then
        assertThat(resolved.path("notes")).hasSize(2);
        assertThat(resolved.at("/notes/0/resolved").asBoolean()).isTrue();
        assertThat(resolved.at("/notes/0/position/new_line").asInt()).isEqualTo(1);
    }

    @Test
    void formsAreTakenLikeJson() {
        // Given
        String one = REQUESTS + "/" + open("topic", "topic").path("iid").asLong();

        // When
        TestForge.Answer answer = forge.send(forge.request("POST", one + "/discussions", null)
                .setHeader("Content-Type", "multipart/form-data; boundary=xyz")
                .header("PRIVATE-TOKEN", forge.forge().token("ada"))
                .POST(HttpRequest.BodyPublishers.ofString("""
                        --xyz
                        Content-Disposition: form-data; name="body"

                        why?
                        --xyz
                        Content-Disposition: form-data; name="position[new_path]"

                        a.txt
                        --xyz--
                        """.replace("\n", "\r\n"))));

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/notes/0/position/new_path").asText()).isEqualTo("a.txt");
    }

    /** A merge request that changes the first line of the prices. */
    private JsonNode open(String branch, String title) {
        forge.post(
                PROJECT + "/repository/commits",
                "{'branch':'" + branch + "','start_branch':'main','commit_message':'m','actions':["
                        + "{'action':'update','file_path':'prices.txt','content':'" + branch + "'}]}");
        return forge.post(REQUESTS, "{'source_branch':'" + branch + "','target_branch':'main','title':'" + title + "'}")
                .json();
    }
}
