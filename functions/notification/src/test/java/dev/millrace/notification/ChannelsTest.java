package dev.millrace.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.notification.HookServer.Call;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Teams, Slack and signed webhooks get. */
@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "notification"))
@QuarkusTestResource(Surroundings.class)
class ChannelsTest extends NotificationFixture {

    private Call only(String channel) {
        List<Call> calls = hooks.calls(path(channel));
        assertThat(calls).hasSize(1);
        return calls.getFirst();
    }

    @Test
    void everyChannelOfTheRouteIsTold() {
        // Given
        teamWithHooks();

        // When
        Response answer = tell(stopped("p2", "ado/Fiber/1"));

        // Then
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.jsonPath().getList("channels")).containsExactly("pager", "slack", "teams");
        assertThat(answer.jsonPath().getList("missed")).isNull();
    }

    @Test
    void teamsGetsAnAdaptiveCardOfTextRuns() {
        // Given
        teamWithHooks();

        // When
        tell(stopped("p2", "ado/Fiber/1"));

        // Then
        JsonNode message = json(only("teams").body());
        assertThat(message.at("/type").asText()).isEqualTo("message");
        assertThat(message.at("/attachments/0/contentType").asText())
                .isEqualTo("application/vnd.microsoft.card.adaptive");
        JsonNode card = message.at("/attachments/0/content");
        assertThat(card.at("/version").asText()).isEqualTo("1.5");
        assertThat(card.at("/body/0/inlines/0/text").asText()).isEqualTo("Work on ticket ado/Fiber/1 stopped");
        assertThat(card.at("/body/0/inlines/0/weight").asText()).isEqualTo("bolder");
        assertThat(card.at("/body/1/inlines/0/text").asText())
                .isEqualTo("The workflow for ticket ado/Fiber/1 gave up: the build is broken.");
        assertThat(card.findValuesAsText("type")).doesNotContain("TextBlock", "FactSet");
    }

    @Test
    void slackGetsBlocksInTheChannelsLanguage() {
        // Given
        teamWithHooks();

        // When
        tell(stopped("p2", "ado/Fiber/1"));

        // Then
        JsonNode message = json(only("slack").body());
        assertThat(message.at("/text").asText()).isEqualTo("Die Arbeit am Ticket ado/Fiber/1 ist beendet");
        assertThat(message.at("/blocks/0/type").asText()).isEqualTo("header");
        assertThat(message.at("/blocks/1/text/type").asText()).isEqualTo("plain_text");
    }

    @Test
    void aWebhookIsSignedByTheStandard() throws Exception {
        // Given
        teamWithHooks();
        String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
        secret("pager", KEY + " " + other);

        // When
        tell(stopped("p1", "ado/Fiber/1"));

        // Then
        Call call = only("pager");
        String signed = call.header("webhook-id") + "." + call.header("webhook-timestamp") + "." + call.body();
        assertThat(call.header("webhook-signature").split(" "))
                .containsExactly("v1," + hmac(KEY, signed), "v1," + hmac(other, signed));
        assertThat(call.header("webhook-timestamp"))
                .isEqualTo(Long.toString(clock.instant().getEpochSecond()));
        JsonNode data = json(call.body()).path("data");
        assertThat(data.at("/severity").asText()).isEqualTo("p1");
        assertThat(data.at("/notes/0/template").asText()).isEqualTo("workflow-stopped");
        assertThat(data.at("/notes/0/values/ticket").asText()).isEqualTo("ado/Fiber/1");
    }

    @Test
    void aWebhookKeepsItsIdWhenItIsSentAgain() {
        // Given
        teamWithHooks();
        hooks.next(path("pager"), 500);
        String id = UUID.randomUUID().toString();
        tell(id, stopped("p2", "ado/Fiber/1")).then().statusCode(503);

        // When
        tell(id, stopped("p2", "ado/Fiber/1")).then().statusCode(200);

        // Then
        assertThat(hooks.calls(path("pager")))
                .hasSize(2)
                .extracting(call -> call.header("webhook-id"))
                .containsOnly(hooks.calls(path("pager")).getFirst().header("webhook-id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not-a-key", "whsec_AAAA", "whsec_%%%"})
    void withoutAKeyNothingIsPosted(String secret) {
        // Given
        teamWithHooks();
        secret("pager", secret);

        // When
        Response answer = tell(stopped("p2", "ado/Fiber/1"));

        // Then
        assertThat(answer.jsonPath().getList("channels")).containsExactly("slack", "teams");
        assertThat(answer.jsonPath().getString("missed[0].channel")).isEqualTo("pager");
        assertThat(answer.jsonPath().getString("missed[0].reason")).isEqualTo("no-channel");
        assertThat(hooks.calls(path("pager"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/x",
                "file:///etc/passwd",
                "https://user@hooks.example.com/",
                "gopher://127.0.0.1/",
                "no address",
                "//hooks.example.com"
            })
    void onlyHttpsLeavesThisMachine(String address) {
        // Given
        teamWithSlack("");
        secret("slack", address);

        // When
        Response answer = tell(stopped("p2", "ado/Fiber/1"));

        // Then
        assertThat(answer.header("ce-type")).isEqualTo("dev.millrace.notification.failed.v1");
        assertThat(answer.jsonPath().getString("missed[0].detail")).contains("address is not allowed");
    }

    private static String hmac(String key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(key.substring("whsec_".length())), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
