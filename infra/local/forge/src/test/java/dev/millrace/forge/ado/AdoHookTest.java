package dev.millrace.forge.ado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.Mailbox;
import dev.millrace.forge.TestForge;
import dev.millrace.forge.hook.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoHookTest {

    private static final String HOOKS = Ado.ORG + "/_apis/hooks/subscriptions";

    private TestForge forge;
    private Mailbox mailbox;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        forge = new TestForge(data);
        mailbox = new Mailbox();
    }

    @AfterEach
    void stop() {
        forge.close();
        mailbox.close();
    }

    @Test
    void aChangedWorkItemIsToldWithOldAndNewValuesBehindBasicAuth() {
        // Given
        subscribe("workitem.updated", "1.0");

        // When
        changeTicket("Active");

        // Then
        await().untilAsserted(() -> assertThat(mailbox.letters()).hasSize(1));
        Mailbox.Letter letter = mailbox.letters().getFirst();
        String pair = Base64.getEncoder().encodeToString("hook:secret".getBytes(StandardCharsets.UTF_8));
        assertThat(letter.headers())
                .containsEntry("authorization", "Basic " + pair)
                .containsEntry("x-key", "k");
        JsonNode body = letter.json();
        assertThat(body.path("eventType").asText()).isEqualTo("workitem.updated");
        assertThat(body.at("/resource/workItemId").asInt()).isEqualTo(1);
        assertThat(body.at("/resource/fields")
                        .path("System.State")
                        .path("oldValue")
                        .asText())
                .isEqualTo("New");
        assertThat(body.at("/resource/revision/fields").path("System.CreatedBy").asText())
                .isEqualTo("Millrace <millrace@millrace.test>");
    }

    @Test
    void laterVersionsShowPeopleAsObjects() {
        // Given
        subscribe("workitem.created", "5.1-preview.3");

        // When
        forge.post(Ado.ITEMS + "/$Bug", "[{'op':'add','path':'/fields/System.Title','value':'t'}]");

        // Then
        await().untilAsserted(() -> assertThat(mailbox.letters()).hasSize(1));
        assertThat(mailbox.letters()
                        .getFirst()
                        .json()
                        .at("/resource/fields")
                        .path("System.CreatedBy")
                        .path("uniqueName")
                        .asText())
                .isEqualTo("millrace@millrace.test");
    }

    @Test
    void anUnreachableSubscriberIsTriedAgainUntilItAnswers() {
        // Given
        String hook = subscribe("workitem.updated", "1.0");
        mailbox.answer(503);

        // When
        changeTicket("Active");

        // Then
        await().untilAsserted(() -> assertThat(mailbox.letters()).hasSize(4));
        assertThat(mailbox.letters().stream()
                        .map(letter -> letter.json().path("id").asText())
                        .distinct())
                .hasSize(1);
        await().untilAsserted(() -> assertThat(status(hook)).isEqualTo("onProbation"));
    }

    @Test
    void goneDisablesASubscriptionAtOnce() {
        // Given
        String hook = subscribe("workitem.updated", "1.0");
        mailbox.answer(410);

        // When
        changeTicket("Active");

        // Then
        await().untilAsserted(() -> assertThat(status(hook)).isEqualTo("disabledBySystem"));
        assertThat(mailbox.letters()).hasSize(1);
    }

    @Test
    void otherRefusalsAreNotRetriedAndEndInDisabling() {
        // Given
        String hook = subscribe("workitem.updated", "1.0");
        mailbox.answer(400);

        // When
        changeTicket("Active");
        await().untilAsserted(() -> assertThat(status(hook)).isEqualTo("onProbation"));
        changeTicket("Resolved");
        await().untilAsserted(() -> assertThat(mailbox.letters()).hasSize(2));
        changeTicket("Closed");

        // Then
        await().untilAsserted(() -> assertThat(status(hook)).isEqualTo("disabledBySystem"));
        assertThat(mailbox.letters()).hasSize(3);
    }

    @Test
    void oneSuccessEndsProbation() {
        // Given
        String hook = subscribe("workitem.updated", "1.0");
        mailbox.answer(500);
        changeTicket("Active");
        await().untilAsserted(() -> assertThat(status(hook)).isEqualTo("onProbation"));
        mailbox.answer(200);

        // When
        changeTicket("Resolved");

        // Then
        await().untilAsserted(() -> assertThat(status(hook)).isEqualTo("enabled"));
    }

    @Test
    void whatWaitedIsPostedAfterARestart(@TempDir Path other) {
        // Given
        forge.close();
        forge = new TestForge(ForgeSettings.in(other).withPatience(new Patience(Duration.ofSeconds(1), 8, 3)));
        subscribe("workitem.updated", "1.0");
        mailbox.answer(503);
        changeTicket("Active");
        await().untilAsserted(() -> assertThat(mailbox.letters()).hasSize(1));
        mailbox.answer(200);

        // When
        forge.restart();

        // Then
        await().untilAsserted(() -> assertThat(mailbox.letters()).hasSize(2));
        assertThat(mailbox.letters().getLast().text())
                .isEqualTo(mailbox.letters().getFirst().text());
    }

    @Test
    void pullRequestsTellTheirWholeLife() {
        // Given
        subscribe("git.pullrequest.created", "1.0");
        subscribe("git.pullrequest.updated", "1.0");
        subscribe("git.pullrequest.merged", "1.0");
        Ado.push(forge, "topic", Ado.edit("add", "/a.txt", "a"));

        // When
        Ado.complete(forge, Ado.open(forge, "topic", false).json());

        // Then
        await().untilAsserted(() -> assertThat(mailbox.letters())
                .extracting(letter -> letter.json().path("eventType").asText() + " "
                        + letter.json().at("/resource/status").asText())
                .containsExactlyInAnyOrder(
                        "git.pullrequest.created active",
                        "git.pullrequest.updated completed",
                        "git.pullrequest.merged completed"));
    }

    private String subscribe(String event, String version) {
        return forge.post(
                        HOOKS,
                        "{'publisherId':'tfs','eventType':'" + event + "','resourceVersion':'" + version
                                + "','consumerId':'webHooks','consumerActionId':'httpRequest',"
                                + "'publisherInputs':{'projectId':'shop'},'consumerInputs':{'url':'" + mailbox.url()
                                + "','basicAuthUsername':'hook','basicAuthPassword':'secret','httpHeaders':'X-Key: k'}}")
                .json()
                .path("id")
                .asText();
    }

    private String status(String hook) {
        return forge.get(HOOKS + "/" + hook).json().path("status").asText();
    }

    private void changeTicket(String state) {
        forge.patch(Ado.ITEMS + "/1", "[{'op':'add','path':'/fields/System.State','value':'" + state + "'}]");
    }
}
