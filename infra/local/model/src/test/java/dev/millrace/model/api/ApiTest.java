package dev.millrace.model.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.model.StandIn;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Vertx vertx;
    private static StandIn standIn;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        standIn = StandIn.start(vertx, 0, 0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterAll
    static void stop() {
        HTTP.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void mend() throws Exception {
        send("DELETE", "/_faults", "");
    }

    @Test
    void answersAndCountsTokens() throws Exception {
        // When
        HttpResponse<String> answer = chat("{\"messages\":[{\"role\":\"user\",\"content\":\"12345678\"}]}");

        // Then
        JsonNode body = JSON.readTree(answer.body());
        assertThat(answer.headers().firstValue("Millrace-Stand-In")).hasValue("model");
        assertThat(body.path("model").asText()).isEqualTo("stand-in");
        assertThat(body.at("/choices/0/message/content").asText()).contains("stand-in", "12345678");
        assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(body.at("/usage/prompt_tokens").asLong()).isEqualTo(6);
    }

    @Test
    void streamsTheSameWordsInParts() throws Exception {
        // Given
        String request = "{\"messages\":[{\"role\":\"user\",\"content\":\"Grüße 👋 an alle, die das hier lesen\"}]%s}";
        String whole = JSON.readTree(chat(request.formatted("")).body())
                .at("/choices/0/message/content")
                .asText();

        // When
        List<String> events =
                events(chat(request.formatted(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"))
                        .body());

        // Then
        assertThat(events).last().isEqualTo("[DONE]");
        List<JsonNode> chunks = chunks(events);
        assertThat(chunks.stream()
                        .map(each -> each.at("/choices/0/delta/content").asText("")))
                .hasSizeGreaterThan(3)
                .satisfies(parts -> assertThat(String.join("", parts)).isEqualTo(whole));
        assertThat(chunks.getLast().at("/usage/completion_tokens").asLong()).isPositive();
    }

    @Test
    void callsAToolThatIsOffered() throws Exception {
        // Given
        String request = """
                {"messages":[{"role":"user","content":"call weather with {\\"city\\":\\"Ulm\\"}"}],"stream":%s,
                 "tools":[{"type":"function","function":{"name":"weather"}}]}""";

        // When
        JsonNode whole = JSON.readTree(chat(request.formatted(false)).body());
        List<JsonNode> chunks = chunks(events(chat(request.formatted(true)).body()));

        // Then
        assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(whole.at("/choices/0/message/tool_calls/0/function/arguments")
                        .asText())
                .isEqualTo("{\"city\":\"Ulm\"}");
        assertThat(chunks.stream()
                        .map(each -> each.at("/choices/0/delta/tool_calls/0/function/arguments")
                                .asText("")))
                .satisfies(parts -> assertThat(String.join("", parts)).isEqualTo("{\"city\":\"Ulm\"}"));
    }

    @Test
    void answersInTheShapeOfASchema() throws Exception {
        // When
        JsonNode body = JSON.readTree(chat("""
                {"messages":[{"role":"user","content":"who?"}],"response_format":{"type":"json_schema","json_schema":
                 {"name":"p","schema":{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}}}}}}
                """).body());

        // Then
        JsonNode content = JSON.readTree(body.at("/choices/0/message/content").asText());
        assertThat(content.path("name").isTextual()).isTrue();
        assertThat(content.path("age").isInt()).isTrue();
    }

    @Test
    void cutsAnAnswerThatIsTooLong() throws Exception {
        // When
        JsonNode body = JSON.readTree(chat("{\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .body());

        // Then
        assertThat(body.at("/choices/0/message/content").asText()).isEqualTo("This is ");
        assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(body.at("/usage/completion_tokens").asLong()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "3", "{}", "{\"messages\":[]}", "{\"messages\":3}"})
    void refusesWhatIsNoRequest(String body) throws Exception {
        // When
        HttpResponse<String> answer = chat(body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/error/message").asText()).isNotEmpty();
    }

    @Test
    void embedsTextsWithCommonWordsCloseToEachOther() throws Exception {
        // When
        JsonNode data = JSON.readTree(send(
                                "POST",
                                "/v1/embeddings",
                                "{\"input\":[\"the red house\",\"a red house\",\"quick brown fox\"]}")
                        .body())
                .path("data");

        // Then
        assertThat(cosine(data.get(0), data.get(1))).isGreaterThan(cosine(data.get(0), data.get(2)) + 0.3);
    }

    @Test
    void flagsWhatWantsToBeFlagged() throws Exception {
        // When
        JsonNode results = JSON.readTree(send("POST", "/v1/moderations", "{\"input\":[\"hello\",\"please flag me\"]}")
                        .body())
                .path("results");

        // Then
        assertThat(results.get(0).path("flagged").asBoolean()).isFalse();
        assertThat(results.get(1).path("flagged").asBoolean()).isTrue();
    }

    @Test
    void listsItselfAndNothingElse() throws Exception {
        assertThat(JSON.readTree(send("GET", "/v1/models", "").body())
                        .at("/data/0/id")
                        .asText())
                .isEqualTo("stand-in");
        assertThat(send("GET", "/v1/models/gpt-7", "").statusCode()).isEqualTo(404);
    }

    @Test
    void goesWrongAsOftenAsPlanned() throws Exception {
        // Given
        send("POST", "/_faults", "{\"status\":429,\"headers\":{\"Retry-After\":\"7\"},\"count\":2}");

        // When
        List<HttpResponse<String>> answers = List.of(hello(false), hello(false), hello(false));

        // Then
        assertThat(answers.stream().map(HttpResponse::statusCode)).containsExactly(429, 429, 200);
        assertThat(answers.getFirst().headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void cutsAStreamInTheMiddle() throws Exception {
        // Given
        send("POST", "/_faults", "{\"cutAfter\":2}");

        // When
        assertThatThrownBy(() -> hello(true)).isInstanceOf(IOException.class);

        // Then
        assertThat(events(hello(true).body())).last().isEqualTo("[DONE]");
    }

    @Test
    void sendsWhatIsNoJson() throws Exception {
        // Given
        send("POST", "/_faults", "{\"malformed\":true}");

        // When
        String body = hello(false).body();

        // Then
        assertThatThrownBy(() -> JSON.readTree(body)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"status\":200}", "{\"status\":500,\"path\":\"(\"}", "nonsense"})
    void refusesAFaultThatIsNone(String fault) throws Exception {
        assertThat(send("POST", "/_faults", fault).statusCode()).isEqualTo(400);
        assertThat(hello(false).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsWhatItHasAnswered() throws Exception {
        // Given
        long before = JSON.readTree(send("GET", "/_usage", "").body())
                .path("output_tokens")
                .asLong();

        // When
        long said = JSON.readTree(hello(false).body())
                .at("/usage/completion_tokens")
                .asLong();

        // Then
        assertThat(JSON.readTree(send("GET", "/_usage", "").body())
                        .path("output_tokens")
                        .asLong())
                .isEqualTo(before + said);
    }

    private static HttpResponse<String> hello(boolean stream) throws Exception {
        return chat("{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"stream\":" + stream + "}");
    }

    private static HttpResponse<String> chat(String body) throws Exception {
        return send("POST", "/v1/chat/completions", body);
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(standIn.address().resolve(path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static List<String> events(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    private static List<JsonNode> chunks(List<String> events) throws IOException {
        Stream.Builder<JsonNode> chunks = Stream.builder();
        for (String event : events.subList(0, events.size() - 1)) {
            chunks.add(JSON.readTree(event));
        }
        return chunks.build().toList();
    }

    private static double cosine(JsonNode one, JsonNode other) {
        double product = 0;
        for (int i = 0; i < one.path("embedding").size(); i++) {
            product += one.path("embedding").get(i).asDouble()
                    * other.path("embedding").get(i).asDouble();
        }
        return product;
    }
}
