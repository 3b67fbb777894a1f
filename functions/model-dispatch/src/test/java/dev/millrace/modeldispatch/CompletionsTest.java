package dev.millrace.modeldispatch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.contracts.events.CompletionEvent.Reason;
import dev.millrace.modeldispatch.admission.Verdict;
import dev.millrace.platform.content.ContentStore;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Calls that come as events. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class CompletionsTest extends DispatchFixture {

    private static final TenantId ACME = new TenantId("acme");

    @Inject
    ContentStore contents;

    @Inject
    ObjectMapper json;

    @Test
    void answersWithAReferenceToTheModelsAnswer() throws IOException {
        // Given
        upstream.answer("a", 200, HELLO);

        // When
        var finished =
                reply(deliver(UUID.randomUUID().toString(), wish("default", "Hi")), CompletionEvent.Finished.class);

        // Then
        assertThat(finished.purpose()).isEqualTo("plan");
        assertThat(finished.model()).isEqualTo("far");
        assertThat(finished.inputTokens()).isEqualTo(10);
        assertThat(finished.outputTokens()).isEqualTo(4);
        assertThat(finished.cost()).isEqualTo(new Money(17_000, "EUR"));
        assertThat(contents.get(finished.response()).await().atMost(Duration.ofSeconds(9)))
                .hasValueSatisfying(bytes ->
                        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(HELLO));
        var caller = admission.asked().getFirst().caller();
        assertThat(caller.function()).isEqualTo("host");
        assertThat(caller.correlationId()).isEqualTo("ado/shop/7");
        assertThat(caller.instanceId()).isEqualTo("instance-1");
    }

    @Test
    void asksTheModelOnceHoweverOftenTheEventComes() {
        // Given
        upstream.answer("a", 200, HELLO);
        String id = UUID.randomUUID().toString();
        CompletionEvent.Requested wish = wish("default", "Once");

        // When
        Response first = deliver(id, wish);
        Response second = deliver(id, wish);

        // Then
        first.then().statusCode(200);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(upstream.asked("a")).hasSize(1);
        assertThat(admission.spent()).hasSize(1);
    }

    @Test
    void refusesForGoodWhatWillNeverSucceed() throws IOException {
        // Given
        upstream.answer("a", 400, "{\"error\":{\"message\":\"too long\"}}");

        // When
        var invalid = reply(deliver("a", wish("default", "Hi")), CompletionEvent.Refused.class);
        var noRoute = reply(deliver("b", wish("public", "Hi")), CompletionEvent.Refused.class);
        var unknown = reply(deliver("c", wish("nothing", "Hi")), CompletionEvent.Refused.class);
        var blocked = reply(deliver("d", wish("default", "I am Mallory")), CompletionEvent.Refused.class);
        admission.refuse(Verdict.Reason.BUDGET_EXHAUSTED);
        var broke = reply(deliver("e", wish("default", "Hi")), CompletionEvent.Refused.class);

        // Then
        assertThat(invalid.reason()).isEqualTo(Reason.INVALID);
        assertThat(invalid.detail()).isEqualTo("too long");
        assertThat(noRoute.reason()).isEqualTo(Reason.NO_ROUTE);
        assertThat(unknown.reason()).isEqualTo(Reason.NO_ROUTE);
        assertThat(blocked.reason()).isEqualTo(Reason.BLOCKED);
        assertThat(broke.reason()).isEqualTo(Reason.BUDGET_EXHAUSTED);
    }

    @Test
    void letsTheBrokerComeAgainForWhatMaySucceedLater() {
        // Given
        upstream.answer("d", 500, "{}");
        CompletionEvent.Requested wish = wish("poor", "Hi");
        String id = UUID.randomUUID().toString();
        Response failed = deliver(id, wish);
        upstream.answer("d", 200, HELLO);

        // When
        Response again = deliver(id, wish);

        // Then
        failed.then().statusCode(503);
        again.then().statusCode(200);
    }

    @Test
    void refusesARequestThatIsGoneOrAnothersOrNoJson() throws IOException {
        // Given
        var gone = new ContentRef(ACME, Digest.of("nothing"));
        var others = new ContentRef(new TenantId("other"), Digest.of("nothing"));
        ContentRef text = keep("no json");

        // When / Then
        for (ContentRef ref : new ContentRef[] {gone, others, text}) {
            var wish = new CompletionEvent.Requested("plan", "default", ref);
            assertThat(reply(deliver(UUID.randomUUID().toString(), wish), CompletionEvent.Refused.class)
                            .reason())
                    .isEqualTo(Reason.INVALID);
        }
    }

    @Test
    void doesNotSendRestrictedDataAbroad() throws IOException {
        // Given
        CompletionEvent.Requested wish = wish("azure", "Hi");

        // When
        Response response = deliver(UUID.randomUUID().toString(), wish, "restricted");

        // Then
        assertThat(reply(response, CompletionEvent.Refused.class).reason()).isEqualTo(Reason.NO_ROUTE);
    }

    private CompletionEvent.Requested wish(String model, String content) {
        return new CompletionEvent.Requested(
                "plan",
                model,
                keep("{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"max_tokens\":20}".formatted(content)));
    }

    private ContentRef keep(String text) {
        return contents.put(ACME, text.getBytes(StandardCharsets.UTF_8), Duration.ofHours(1))
                .await()
                .atMost(Duration.ofSeconds(9));
    }

    private Response deliver(String id, Payload command) {
        return deliver(id, command, "internal");
    }

    private Response deliver(String id, Payload command, String classification) {
        try {
            return given().contentType("application/json")
                    .header("ce-specversion", "1.0")
                    .header("ce-id", id)
                    .header("ce-source", "/workflows/host")
                    .header("ce-type", Catalogue.typeOf(command.getClass()))
                    .header("ce-time", "2026-11-23T10:00:00Z")
                    .header("ce-tenant", "acme")
                    .header("ce-correlationid", "ado/shop/7")
                    .header("ce-instanceid", "instance-1")
                    .header("ce-dataclassification", classification)
                    .body(json.writeValueAsBytes(command))
                    .post("/");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T extends Payload> T reply(Response response, Class<T> type) throws IOException {
        response.then().statusCode(200).header("ce-type", Catalogue.typeOf(type));
        return json.readValue(response.body().asByteArray(), type);
    }
}
