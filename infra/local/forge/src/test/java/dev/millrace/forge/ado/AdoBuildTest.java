package dev.millrace.forge.ado;

import static dev.millrace.forge.ado.Ado.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.Mailbox;
import dev.millrace.forge.TestForge;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoBuildTest {

    private static final String BUILDS = Ado.ORG + "/shop/_apis/build/builds";
    private static final String HOOKS = Ado.ORG + "/_apis/hooks/subscriptions";

    @TempDir
    Path data;

    @Test
    void aQueuedBuildRunsTheScriptsInAFreshCheckout() throws Exception {
        try (var forge = new TestForge(data);
                var mailbox = new Mailbox()) {
            // Given
            forge.post(
                    HOOKS,
                    "{'eventType':'build.complete','resourceVersion':'2.0','publisherInputs':{},"
                            + "'consumerInputs':{'url':'" + mailbox.url() + "'}}");

            // When
            long build = queue(forge, "main");

            // Then
            assertThat(finished(forge, build).path("result").asText()).isEqualTo("succeeded");
            await().untilAsserted(() -> assertThat(mailbox.letters()).hasSize(1));
            JsonNode resource = mailbox.letters().getFirst().json().path("resource");
            assertThat(resource.path("result").asText()).isEqualTo("succeeded");
            assertThat(resource.path("sourceVersion").asText()).isEqualTo(Ado.head(forge, "main"));
        }
    }

    @Test
    void aPushToAPullRequestIsBuiltAndItsFailureTold() {
        try (var forge = new TestForge(data)) {
            // Given
            Ado.draft(forge, "plums");

            // When
            Ado.push(forge, "plums", edit("edit", "/prices.txt", "plum cheap"));

            // Then
            await().untilAsserted(() ->
                    assertThat(forge.get(BUILDS).json().path("count").asInt()).isEqualTo(1));
            JsonNode build =
                    finished(forge, forge.get(BUILDS).json().at("/value/0/id").asLong());
            assertThat(build.path("reason").asText()).isEqualTo("pullRequest");
            assertThat(build.path("result").asText()).isEqualTo("failed");
            assertThat(forge.get(BUILDS + "/" + build.path("id").asLong() + "/logs/1")
                            .text())
                    .contains("plum cheap", "exited with code");
        }
    }

    @Test
    void aBuildPolicyHoldsTheMergeUntilTheBuildHasSucceeded() {
        try (var forge = new TestForge(data)) {
            // Given
            forge.post(
                    Ado.ORG + "/shop/_apis/policy/configurations",
                    "{'type':{'id':'0609b952-1397-4640-95ec-e00a01b2c241'},"
                            + "'settings':{'scope':[{'refName':'refs/heads/main'}]}}");
            Ado.push(forge, "plums", edit("add", "/plums.txt", "text"));

            // When
            JsonNode pull = Ado.open(forge, "plums", false).json();

            // Then
            await().untilAsserted(() -> assertThat(
                            Ado.complete(forge, pull).json().path("status").asText())
                    .isEqualTo("completed"));
            assertThat(forge.get(BUILDS).json().at("/value/0/result").asText()).isEqualTo("succeeded");
        }
    }

    @Test
    void aScriptThatTakesTooLongIsEndedWithItsChildren() {
        // Given
        var settings = ForgeSettings.in(data).withBuildLimit(Duration.ofMillis(800));
        try (var forge = new TestForge(settings)) {
            pipeline(forge, "steps:\\n- script: |\\n    sleep 61 &\\n    echo $!\\n    wait\\n");

            // When
            JsonNode build = finished(forge, queue(forge, "slow"));

            // Then
            assertThat(build.path("result").asText()).isEqualTo("failed");
            JsonNode log = forge.get(BUILDS + "/" + build.path("id").asLong() + "/logs/1")
                    .json()
                    .path("value");
            assertThat(log.path(2).asText()).contains("The time is up");
            long child = log.path(1).asLong();
            await().untilAsserted(() -> assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive))
                    .isEmpty());
        }
    }

    @Test
    void aPipelineThatCannotBeReadFailsWithAReason() {
        try (var forge = new TestForge(data)) {
            // Given
            pipeline(forge, "steps: {oops");

            // When
            JsonNode build = finished(forge, queue(forge, "slow"));

            // Then
            assertThat(build.path("result").asText()).isEqualTo("failed");
            assertThat(forge.get(BUILDS + "/" + build.path("id").asLong() + "/logs/1")
                            .text())
                    .contains("no YAML");
        }
    }

    @Test
    void laterStepsAreLeftOutAfterAFailureUnlessTheyAlwaysRun() {
        try (var forge = new TestForge(data)) {
            // Given
            pipeline(
                    forge,
                    "jobs:\\n- job: a\\n  steps:\\n  - script: exit 3\\n    displayName: fail\\n"
                            + "  - script: echo no\\n    displayName: skip\\n"
                            + "  - bash: echo $GREETING\\n    displayName: tidy\\n    condition: always()\\n"
                            + "    env: {GREETING: hello}\\n");

            // When
            JsonNode build = finished(forge, queue(forge, "slow"));

            // Then
            String one = BUILDS + "/" + build.path("id").asLong();
            assertThat(forge.get(one + "/timeline").json().path("records"))
                    .extracting(step -> step.path("name").asText() + " "
                            + step.path("result").asText())
                    .containsExactly("fail failed", "skip skipped", "tidy succeeded");
            assertThat(forge.get(one + "/logs/3").text()).contains("hello");
        }
    }

    private static void pipeline(TestForge forge, String yaml) {
        Ado.push(forge, "slow", edit("edit", "/azure-pipelines.yml", yaml));
    }

    private static long queue(TestForge forge, String branch) {
        long definition = forge.get(Ado.ORG + "/shop/_apis/build/definitions")
                .json()
                .at("/value/0/id")
                .asLong();
        return forge.post(BUILDS, "{'definition':{'id':" + definition + "},'sourceBranch':'refs/heads/" + branch + "'}")
                .json()
                .path("id")
                .asLong();
    }

    private static JsonNode finished(TestForge forge, long build) {
        await().untilAsserted(() -> assertThat(
                        forge.get(BUILDS + "/" + build).json().path("status").asText())
                .isEqualTo("completed"));
        return forge.get(BUILDS + "/" + build).json();
    }
}
