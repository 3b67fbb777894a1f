package dev.millrace.deadletter;

import static dev.millrace.deadletter.Post.FACT;
import static dev.millrace.deadletter.PretendedCommands.BOOK;
import static dev.millrace.deadletter.PretendedCommands.DRAFT;
import static dev.millrace.deadletter.PretendedCommands.NOTIFY;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(DeadLetterSurroundings.class)
class DeadLetterFunctionTest {

    @Inject
    DeadLetters letters;

    @Test
    void storesADeadLetterWithEverythingThatIsKnown() {
        // Given
        Post dead = Post.dead(FACT, "hook-validation").with("instanceid", "i-1").with("subject", "s");

        // When
        Response answer = dead.send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        DeadLetter letter = found(dead, "hook-validation");
        assertThat(letter.tenant()).hasToString("acme");
        assertThat(letter.type()).isEqualTo(FACT);
        assertThat(letter.correlationId()).isEqualTo("ado/shop/7");
        assertThat(letter.instanceId()).isEqualTo("i-1");
        assertThat(letter.traceId()).isEqualTo(Post.TRACE);
        assertThat(letter.death()).isEqualTo(new Death("hook-validation", 500, "it broke"));
        assertThat(letter.state()).isEqualTo(new State.Stored());
        assertThat(letter.occurrence()).isEqualTo(1);
        assertThat(letter.firstSeen()).isEqualTo(letter.lastSeen());
    }

    @Test
    void keepsTheOriginalWithoutWhatTheBrokerAdded() {
        // Given
        Post dead = Post.dead(FACT, "audit").with("subject", "s").with("knativebrokerttl", "7");

        // When
        dead.send();

        // Then
        CloudEvent original = original(dead, "audit");
        assertThat(original.getExtensionNames())
                .containsExactlyInAnyOrder("tenant", "correlationid", "traceparent", "knativebrokerttl");
        assertThat(original.getSubject()).isEqualTo("s");
        assertThat(original.getData().toBytes()).isEqualTo(dead.data());
    }

    @Test
    void countsASecondDeliveryOfTheSameDeathOnce() {
        // Given
        Post dead = Post.dead(FACT, "audit");
        dead.send();
        DeadLetter before = found(dead, "audit");

        // When
        Response answer = dead.with("knativeerrorcode", "503").send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(found(dead, "audit")).isEqualTo(before);
    }

    @Test
    void keepsTheDeathsOfOneEventAtTwoDestinationsApart() {
        // Given
        Post dead = Post.dead(FACT, "audit");
        dead.send();

        // When
        dead.with("knativeerrordest", "http://docs-update.millrace.svc.cluster.local")
                .send();

        // Then
        assertThat(found(dead, "audit").occurrence()).isEqualTo(1);
        assertThat(found(dead, "docs-update").occurrence()).isEqualTo(1);
    }

    @Test
    void countsADeathAfterAReplay() {
        // Given
        Post dead = Post.dead(FACT, "audit");
        dead.send();
        Post.replay(dead.letter("audit"), 1).send();
        DeadLetter replayed = found(dead, "audit");

        // When
        dead.with("knativeerrorcode", "422").send();

        // Then
        DeadLetter again = found(dead, "audit");
        assertThat(replayed.state()).isInstanceOf(State.Replayed.class);
        assertThat(again.state()).isEqualTo(new State.Stored());
        assertThat(again.occurrence()).isEqualTo(2);
        assertThat(again.death().status()).isEqualTo(422);
        assertThat(again.firstSeen()).isEqualTo(replayed.firstSeen());
        assertThat(again.lastSeen()).isAfter(replayed.lastSeen());
    }

    @Test
    void tellsThatTheHandlerOfACommandFailed() {
        // Given
        Post dead = Post.dead(DRAFT, "pr-writer").with("instanceid", "i-1");

        // When
        Response answer = dead.send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("ce-type")).isEqualTo("dev.millrace.deadletter.command-failed.v1");
        assertThat(answer.header("ce-source")).isEqualTo("/functions/dead-letter");
        assertThat(answer.header("ce-tenant")).isEqualTo("acme");
        assertThat(answer.header("ce-instanceid")).isEqualTo("i-1");
        assertThat(answer.header("ce-correlationid")).isEqualTo("ado/shop/7");
        assertThat(answer.header("ce-causationid")).isEqualTo(dead.id());
        assertThat(answer.jsonPath().<String, Object>getMap("$"))
                .isEqualTo(Map.of(
                        "deadLetter",
                        dead.letter("pr-writer").toString(),
                        "command",
                        dead.id(),
                        "source",
                        "/test",
                        "type",
                        DRAFT,
                        "handler",
                        "pr-writer",
                        "status",
                        500));
    }

    @Test
    void saysTheSameAboutTheSameDeathAndSomethingNewAboutTheNext() {
        // Given
        Post dead = Post.dead(DRAFT, "pr-writer");
        Response first = dead.send();
        Response duplicate = dead.with("knativeerrorcode", "503").send();
        Post.replay(dead.letter("pr-writer"), 1).send();

        // When
        Response next = dead.send();

        // Then
        assertThat(duplicate.header("ce-id")).isEqualTo(first.header("ce-id"));
        assertThat(duplicate.header("ce-time")).isEqualTo(first.header("ce-time"));
        assertThat(duplicate.asString()).isEqualTo(first.asString());
        assertThat(next.header("ce-type")).isEqualTo(first.header("ce-type"));
        assertThat(next.header("ce-id")).isNotEqualTo(first.header("ce-id"));
    }

    @ParameterizedTest
    @CsvSource({
        DRAFT + ", audit",
        NOTIFY + ", notification",
        BOOK + ", cost-write",
        "dev.millrace.audit.erasure-requested.v1, audit",
        "dev.millrace.deadletter.replay-requested.v1, dead-letter",
        FACT + ", pr-writer",
        "com.example.order.created, pr-writer"
    })
    void saysNothingWhereNobodyWaits(String type, String destination) {
        // Given
        Post dead = Post.dead(type, destination);

        // When
        Response answer = dead.send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(found(dead, destination).occurrence()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A b", "acme-"})
    void storesACommandWithoutATenantAndSaysNothing(String tenant) {
        // Given
        Post dead = Post.dead(DRAFT, "pr-writer").without("tenant");
        Post nobodys = tenant.isEmpty() ? dead : dead.with("tenant", tenant.replace(" ", "%20"));

        // When
        Response answer = nobodys.send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(found(nobodys, "pr-writer").tenant()).isNull();
        assertThat(original(nobodys, "pr-writer").getExtension("tenant")).isEqualTo(tenant.isEmpty() ? null : tenant);
    }

    @Test
    void refusesToHearThatACommandFailed() {
        // Given
        Post told = Post.event("dev.millrace.deadletter.command-failed.v1").json("""
                {"deadLetter":"%s","command":"c","source":"/s","type":"t","handler":"h"}""".formatted(UUID.randomUUID()));

        // When
        Response answer = told.send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"deadLetter\":\"no-uuid\",\"occurrence\":1,\"requestedBy\":\"o\"}",
                "{\"deadLetter\":\"00000000-0000-0000-0000-000000000000\",\"occurrence\":\"x\",\"requestedBy\":\"o\"}",
                "{\"deadLetter\":\"00000000-0000-0000-0000-000000000000\",\"occurrence\":1,\"requestedBy\":\"o\"}",
                "no JSON"
            })
    void refusesARequestThatItCannotUnderstand(String data) {
        // Given
        Post request = Post.replay(UUID.randomUUID(), 1).json(data);

        // When
        Response answer = request.send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    @Test
    void refusesAnEventOfAnotherTypeThatIsNoDeadLetter() {
        // When
        Response answer = Post.event(FACT).send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @Test
    void storesTheLargestEventWithAllThatABrokerAdds() {
        // Given
        byte[] data = "x".repeat(48_500).getBytes(StandardCharsets.UTF_8);
        Post dead = Post.dead(FACT, "audit")
                .data("text/plain", data)
                .with("knativeerrordata", Post.base64("e".repeat(1024)));

        // When
        Response answer = dead.structured().send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(original(dead, "audit").getData().toBytes()).isEqualTo(data);
    }

    private DeadLetter found(Post dead, String destination) {
        return letters.find(dead.letter(destination)).await().indefinitely().orElseThrow();
    }

    private CloudEvent original(Post dead, String destination) {
        return letters.original(dead.letter(destination))
                .await()
                .indefinitely()
                .orElseThrow()
                .event();
    }
}
