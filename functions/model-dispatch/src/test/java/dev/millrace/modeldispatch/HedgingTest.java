package dev.millrace.modeldispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Calls whose alias asks a second model when the first is slow. */
@QuarkusTest
class HedgingTest extends DispatchFixture {

    private final CompletableFuture<HttpServerResponse> first = new CompletableFuture<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @Test
    void takesTheSecondAnswerAndEndsTheFirstRequest() throws InterruptedException {
        // Given
        holdFirst();
        upstream.answer("b", 200, HELLO);

        // When
        Response response = ask("hedged", "Hi");

        // Then
        assertThat(response.asString()).isEqualTo(HELLO);
        assertThat(response.header("Millrace-Route")).contains("upstream=b", "instead-of=a", "hedged-with=b");
        cancelled.await();
        await().untilAsserted(() -> assertThat(admission.spent()).hasSize(2));
        assertThat(admission.spent()).contains(spending("model-b", 10, 2, 4)).anySatisfy(lost -> {
            assertThat(lost.upstream()).isEqualTo("model-a");
            assertThat(lost.inputTokens()).isPositive();
            assertThat(lost.outputTokens()).isZero();
        });
    }

    @Test
    void takesTheFirstAnswerWhenItComesBeforeTheSecond() throws InterruptedException {
        // Given
        holdFirst();
        upstream.script("b", (asked, response) -> {
            response.closeHandler(closed -> cancelled.countDown());
            first.join().putHeader("content-type", "application/json").end(HELLO);
        });

        // When
        Response response = ask("hedged", "Hi");

        // Then
        assertThat(response.header("Millrace-Route")).contains("upstream=a", "hedged-with=b");
        cancelled.await();
        await().untilAsserted(() -> assertThat(admission.spent()).hasSize(2));
        assertThat(admission.spent().getFirst()).isEqualTo(spending("model-a", 10, 2, 4));
        assertThat(admission.spent().getLast().upstream()).isEqualTo("model-b");
    }

    @Test
    void asksOneModelWhenItAnswersInTime() {
        // Given
        upstream.answer("a", 200, HELLO);

        // When
        Response response = ask("patient", "Hi");

        // Then
        assertThat(response.header("Millrace-Route")).contains("upstream=a").doesNotContain("hedged");
        assertThat(upstream.asked("b")).isEmpty();
        assertThat(admission.further()).isEmpty();
        assertThat(admission.spent()).containsExactly(spending("model-a", 10, 2, 4));
    }

    @Test
    void asksTheOthersAtOnceWhenTheFirstFails() {
        // Given
        upstream.answer("a", 500, "{}");
        upstream.answer("b", 200, HELLO);

        // When
        Response response = ask("patient", "Hi");

        // Then
        assertThat(response.header("Millrace-Route")).contains("upstream=b").doesNotContain("hedged");
        assertThat(admission.spent()).containsExactly(spending("model-b", 10, 2, 4));
    }

    @Test
    void doesNotAskOthersWhatIsWrong() {
        // Given
        upstream.answer("a", 400, "{\"error\":{\"message\":\"bad\"}}");

        // When
        Response response = ask("patient", "Hi");

        // Then
        response.then().statusCode(400);
        assertThat(upstream.asked("b")).isEmpty();
        assertThat(admission.released()).isEqualTo(1);
    }

    @Test
    void waitsForTheFirstWhenTheSecondFails() {
        // Given
        holdFirst();
        upstream.answer("b", 500, "{}");

        // When
        var call = CompletableFuture.supplyAsync(() -> ask("hedged", "Hi"));
        await().until(() -> admission.released() == 1);
        first.join().putHeader("content-type", "application/json").end(HELLO);

        // Then
        assertThat(call.join().header("Millrace-Route")).contains("upstream=a", "hedged-with=b");
        assertThat(admission.spent()).containsExactly(spending("model-a", 10, 2, 4));
    }

    @Test
    void asksNoSecondModelThatTheBudgetDoesNotCover() {
        // Given
        holdFirst();
        admission.refuseFurther();

        // When
        var call = CompletableFuture.supplyAsync(() -> ask("hedged", "Hi"));
        await().until(() -> !admission.further().isEmpty());
        first.join().putHeader("content-type", "application/json").end(HELLO);

        // Then
        assertThat(call.join().header("Millrace-Route")).contains("upstream=a").doesNotContain("hedged");
        assertThat(upstream.asked("b")).isEmpty();
    }

    @Test
    void streamsFromWhoBeginsFirst() throws InterruptedException {
        // Given
        holdFirst();
        upstream.stream("b", delta("Hello"), FINISH, COUNTS, "[DONE]");

        // When
        List<String> events = stream(question("hedged", "Hi", ",\"stream\":true"));

        // Then
        assertThat(events).containsExactly(delta("Hello"), FINISH, "[DONE]");
        cancelled.await();
        await().untilAsserted(() -> assertThat(admission.spent()).hasSize(2));
        assertThat(admission.spent()).contains(spending("model-b", 9, 0, 3));
    }

    @Test
    void endsBothWhenTheCallerHangsUp() throws InterruptedException {
        // Given
        var both = new CountDownLatch(2);
        upstream.script("a", (asked, response) -> response.closeHandler(closed -> both.countDown()));
        upstream.script("b", (asked, response) -> response.closeHandler(closed -> both.countDown()));

        // When
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            var call = http.sendAsync(
                    request(KEY, "/v1/chat/completions", question("hedged", "Hi", "")),
                    java.net.http.HttpResponse.BodyHandlers.ofString());
            await().until(() -> !upstream.asked("b").isEmpty());
            call.cancel(true);
            both.await();
        }

        // Then
        await().untilAsserted(() -> assertThat(admission.released()).isEqualTo(2));
        assertThat(admission.spent()).isEmpty();
    }

    /** The first model has the request, and says nothing. */
    private void holdFirst() {
        upstream.script("a", (asked, response) -> {
            response.closeHandler(closed -> cancelled.countDown());
            first.complete(response);
        });
    }
}
