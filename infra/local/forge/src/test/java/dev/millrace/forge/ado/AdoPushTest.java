package dev.millrace.forge.ado;

import static dev.millrace.forge.ado.Ado.REPO;
import static dev.millrace.forge.ado.Ado.edit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.TestForge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoPushTest {

    private static final String NONE = "0".repeat(40);

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
    void addsEditsRenamesAndDeletesInOneCommit() {
        // When
        TestForge.Answer answer = Ado.push(
                forge,
                "topic",
                edit("add", "/new.txt", "new")
                        + "," + edit("edit", "/prices.txt", "apple 1")
                        + ",{'changeType':8,'sourceServerItem':'/README.md','item':{'path':'/docs/README.md'}}"
                        + ",{'changeType':'delete','item':{'path':'/CODEOWNERS'}}");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        JsonNode items = forge.get(REPO + "/items?recursionLevel=Full&scopePath=/&versionDescriptor.version=topic")
                .json();
        List<String> paths = new ArrayList<>();
        items.path("value").forEach(item -> paths.add(item.path("path").asText()));
        assertThat(paths)
                .contains("/new.txt", "/docs/README.md", "/prices.txt", "/check.sh")
                .doesNotContain("/README.md", "/CODEOWNERS");
    }

    @Test
    void bytesTravelAsBase64AndComeBackUnchanged() {
        // Given
        String change = "{'changeType':1,'item':{'path':'/a.bin'},"
                + "'newContent':{'content':'AAEC/w0K','contentType':'base64encoded'}}";

        // When
        Ado.push(forge, "topic", change);

        // Then
        byte[] content = forge.get(REPO + "/items?path=/a.bin&version=topic&versionType=branch&$format=octetStream")
                .response()
                .body();
        assertThat(content).containsExactly(0, 1, 2, 255, 13, 10);
    }

    @Test
    void aBranchThatMovedMeanwhileIsNotOverwritten() {
        // Given
        String old = Ado.head(forge, "main");
        Ado.push(forge, "main", edit("add", "/first.txt", "first"));

        // When
        TestForge.Answer late = Ado.push(forge, "main", old, edit("add", "/second.txt", "second"));

        // Then
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("typeKey").asText()).isEqualTo("GitReferenceStaleException");
        assertThat(forge.get(REPO + "/items?path=/second.txt").status()).isEqualTo(404);
    }

    @Test
    void ofManyPushesToOnePlaceExactlyOneArrives() throws Exception {
        // Given
        String old = Ado.head(forge, "main");
        List<Callable<Integer>> pushes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String change = edit("add", "/race" + i + ".txt", "text");
            pushes.add(() -> Ado.push(forge, "main", old, change).status());
        }

        // When
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> answer : threads.invokeAll(pushes)) {
                answers.add(answer.get());
            }
        }

        // Then
        assertThat(answers)
                .containsOnly(201, 409)
                .filteredOn(status -> status == 201)
                .hasSize(1);
    }

    @Test
    void editsThatDoNotFitChangeNothing() {
        // Given
        String main = Ado.head(forge, "main");

        // When
        List<Integer> answers = List.of(
                Ado.push(forge, "main", edit("add", "/prices.txt", "x")).status(),
                Ado.push(forge, "main", edit("edit", "/missing.txt", "x")).status(),
                Ado.push(forge, "main", edit("add", "/.git/config", "x")).status(),
                Ado.push(forge, "main", edit("add", "/a/../../etc/passwd", "x")).status(),
                Ado.push(forge, "main", edit("add", "", "x")).status());

        // Then
        assertThat(answers).containsExactly(400, 404, 400, 400, 400);
        assertThat(Ado.head(forge, "main")).isEqualTo(main);
    }

    @Test
    void theFirstCommitOfAnEmptyRepositoryIsPushed() {
        // Given
        forge.post(Ado.ORG + "/shop/_apis/git/repositories", "{'name':'empty'}");
        String empty = Ado.ORG + "/shop/_apis/git/repositories/empty";
        int refs = forge.get(empty + "/refs").json().path("count").asInt();

        // When
        TestForge.Answer pushed = forge.post(
                empty + "/pushes",
                "{'refUpdates':[{'name':'refs/heads/main','oldObjectId':'" + NONE
                        + "'}],'commits':[{'comment':'first','changes':[" + edit("add", "/a.txt", "a") + "]}]}");

        // Then
        assertThat(refs).isZero();
        assertThat(pushed.status()).isEqualTo(201);
        assertThat(forge.get(empty).json().path("defaultBranch").asText()).isEqualTo("refs/heads/main");
    }

    @Test
    void refsAreMadeAndDeletedWhereTheyAreExpected() {
        // Given
        String main = Ado.head(forge, "main");
        String make = "[{'name':'refs/heads/made','oldObjectId':'" + NONE + "','newObjectId':'" + main + "'}]";
        String delete = "[{'name':'refs/heads/made','oldObjectId':'" + main + "','newObjectId':'" + NONE + "'}]";

        // When
        JsonNode made = forge.post(REPO + "/refs", make).json();
        JsonNode again = forge.post(REPO + "/refs", make).json();
        JsonNode deleted = forge.post(REPO + "/refs", delete).json();

        // Then
        assertThat(made.at("/value/0/success").asBoolean()).isTrue();
        assertThat(again.at("/value/0/updateStatus").asText()).isEqualTo("staleOldObjectId");
        assertThat(deleted.at("/value/0/success").asBoolean()).isTrue();
        assertThat(Ado.head(forge, "made")).isEmpty();
    }

    @Test
    void nonsenseIsAnsweredAndNeverBreaksTheServer() {
        // When
        List<Integer> answers = List.of(
                forge.post(REPO + "/pushes", "no json").status(),
                forge.post(REPO + "/pushes", "[]").status(),
                forge.post(REPO + "/pushes", "{'refUpdates':[{'name':'main'}]}").status(),
                forge.get(REPO + "/commits/nothing").status(),
                forge.get(REPO + "/items?path=/prices.txt&versionDescriptor.version=gone")
                        .status(),
                forge.get(REPO + "/pullrequests/99999999999999999999").status(),
                forge.get(Ado.ORG + "/nowhere/_apis/git/repositories/shop").status(),
                forge.put(REPO + "/items", "{}").status());

        // Then
        assertThat(answers).containsExactly(400, 400, 400, 404, 404, 404, 404, 405);
    }
}
