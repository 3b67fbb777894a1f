package dev.millrace.modeldispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Calls that are answered in parts. */
@QuarkusTest
class StreamTest extends DispatchFixture {

    private static final String STREAM = ",\"stream\":true";
    private static final String WITH_COUNTS = STREAM + ",\"stream_options\":{\"include_usage\":true}";

    @Test
    void passesEachPartOnAsItIsAndBooksTheCounts() {
        // Given
        upstream.stream("a", delta("Hel"), delta("lo"), FINISH, COUNTS, "[DONE]");

        // When
        List<String> events = stream(question("default", "Hi", STREAM));

        // Then
        assertThat(events).containsExactly(delta("Hel"), delta("lo"), FINISH, "[DONE]");
        assertThat(admission.spent()).containsExactly(spending("model-a", 9, 0, 3));
        assertThat(upstream.asked("a").getFirst().text()).contains("\"stream_options\":{\"include_usage\":true}");
    }

    @Test
    void showsTheCountsToWhoWantsThem() {
        // Given
        upstream.stream("a", delta("Hello"), FINISH, COUNTS, "[DONE]");

        // When
        List<String> events = stream(question("default", "Hi", WITH_COUNTS));

        // Then
        assertThat(events).containsExactly(delta("Hello"), FINISH, COUNTS, "[DONE]");
    }

    @Test
    void showsTheFirstPartBeforeTheSecondExists() throws Exception {
        // Given
        Promise<Void> go = Promise.promise();
        upstream.script("a", (asked, response) -> {
            ScriptedUpstream.begin(response);
            response.write("data: " + delta("first") + "\n\n");
            go.future().onSuccess(shown -> response.end("data: " + FINISH + "\n\ndata: [DONE]\n\n"));
        });

        // When
        try (HttpClient http = HttpClient.newHttpClient()) {
            var lines = http.send(
                            request(KEY, "/v1/chat/completions", question("default", "Hi", STREAM)),
                            BodyHandlers.ofLines())
                    .body()
                    .iterator();

            // Then
            assertThat(lines.next()).contains("first");
            go.complete();
            assertThat(lines).toIterable().contains("data: [DONE]");
        }
    }

    @Test
    void saysThatAnAnswerWasCutAndChargesForWhatArrived() {
        // Given
        upstream.script("c", (asked, response) -> {
            ScriptedUpstream.begin(response);
            response.write("data: " + delta("one two three four") + "\n\n").onSuccess(written -> response.reset());
        });

        // When
        List<String> events = stream(question("lonely", "Hi", STREAM));

        // Then
        assertThat(events).hasSize(2);
        assertThat(json(events.get(1)).path("error").path("code").asText()).isEqualTo("upstream_cut");
        assertThat(admission.spent().getFirst().outputTokens()).isEqualTo(5);
    }

    @Test
    void callsAnEndWithoutItsMarkACut() {
        // Given
        upstream.stream("c", delta("half"));

        // When
        List<String> events = stream(question("lonely", "Hi", STREAM));

        // Then
        assertThat(json(events.getLast()).path("error").path("type").asText()).isEqualTo("server_error");
        assertThat(admission.spent()).hasSize(1);
    }

    @Test
    void givesUpAModelThatFallsSilent() {
        // Given
        upstream.script("slow", (asked, response) -> {
            ScriptedUpstream.begin(response);
            response.write("data: " + delta("and then") + "\n\n");
        });

        // When
        List<String> events = stream(question("slow", "Hi", STREAM));

        // Then
        assertThat(json(events.getLast()).path("error").path("message").asText())
                .contains("did not answer in time");
        assertThat(admission.spent()).hasSize(1);
    }

    @Test
    void stopsTheModelWhenTheCallerHangsUp() throws IOException, InterruptedException {
        // Given
        var closed = new AtomicBoolean();
        upstream.script("a", (asked, response) -> {
            ScriptedUpstream.begin(response);
            response.closeHandler(end -> closed.set(true));
            response.write("data: " + delta("one two three four") + "\n\n");
        });

        // When
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    request(KEY, "/v1/chat/completions", question("default", "Hi", STREAM)),
                    BodyHandlers.ofInputStream());
            assertThat(answer.body().read()).isEqualTo('d');
            answer.body().close();
            http.shutdownNow();
        }

        // Then
        await().untilTrue(closed);
        await().untilAsserted(() -> assertThat(admission.spent()).hasSize(1));
    }

    @Test
    void stopsTheModelWhenTheCallerHangsUpBeforeTheAnswerBegins() throws IOException, InterruptedException {
        // Given
        var closed = new AtomicBoolean();
        upstream.script("a", (asked, response) -> response.closeHandler(end -> closed.set(true)));
        try (HttpClient http = HttpClient.newHttpClient()) {
            CompletableFuture<?> answer = http.sendAsync(
                    request(KEY, "/v1/chat/completions", question("default", "Hi", "")), BodyHandlers.ofString());
            await().until(() -> !upstream.asked("a").isEmpty());

            // When
            http.shutdownNow();
            assertThat(answer).failsWithin(Duration.ofSeconds(9));
        }

        // Then
        await().untilTrue(closed);
        await().untilAsserted(() -> assertThat(admission.released()).isEqualTo(1));
        assertThat(upstream.asked("b")).isEmpty();
    }

    @Test
    void putsBackWhatAGuardrailReplacedAcrossTheBordersOfParts() {
        // Given
        upstream.stream("a", delta("Dear <PER"), delta("SON_"), delta("1>, hello <"), FINISH, "[DONE]");

        // When
        List<String> events = stream(question("default", "I am Ada", STREAM));

        // Then
        assertThat(text(events)).isEqualTo("Dear Ada, hello <");
        assertThat(events.getLast()).isEqualTo("[DONE]");
    }

    @Test
    void putsBackWhatAGuardrailReplacedInTheArgumentsOfATool() {
        // Given
        String call = """
            {"choices":[{"index":0,"finish_reason":null,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"%s"}}]}}]}""";
        upstream.stream("a", call.formatted("{'name':'<PERS"), call.formatted("ON_1>'}"), FINISH, "[DONE]");

        // When
        List<String> events = stream(question("default", "I am Ada", STREAM));

        // Then
        String arguments = events.stream()
                .filter(event -> event.contains("arguments"))
                .map(event -> json(event)
                        .path("choices")
                        .path(0)
                        .path("delta")
                        .path("tool_calls")
                        .path(0)
                        .path("function")
                        .path("arguments")
                        .asText())
                .collect(Collectors.joining());
        assertThat(arguments).isEqualTo("{'name':'Ada'}");
    }

    @Test
    void letsAWholeAnswerComeInPartsWhenTheModelDoesNotStream() {
        // Given
        upstream.answer("a", 200, HELLO);

        // When
        List<String> events = stream(question("default", "Hi", WITH_COUNTS));

        // Then
        assertThat(text(events)).isEqualTo("Hello there");
        assertThat(events).last().isEqualTo("[DONE]");
        assertThat(json(events.get(events.size() - 2))
                        .path("usage")
                        .path("prompt_tokens")
                        .asInt())
                .isEqualTo(10);
    }

    @Test
    void asksTheFallbackWhenTheFirstModelFailsBeforeItsAnswerBegins() {
        // Given
        upstream.answer("a", 503, "{}");
        upstream.stream("b", delta("from b"), FINISH, "[DONE]");

        // When
        List<String> events = stream(question("default", "Hi", STREAM));

        // Then
        assertThat(text(events)).isEqualTo("from b");
        upstream.answer("a", 200, HELLO);
        ask("default", "Recover");
    }

    private static String text(List<String> events) {
        return events.stream()
                .filter(event -> event.startsWith("{"))
                .map(DispatchFixture::json)
                .map(event -> event.path("choices").path(0).path("delta").path("content"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .collect(Collectors.joining());
    }
}
