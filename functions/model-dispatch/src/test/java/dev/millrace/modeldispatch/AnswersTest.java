package dev.millrace.modeldispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is taken out of answers before anybody sees them. */
@QuarkusTest
class AnswersTest extends DispatchFixture {

    private static final String TOKEN = "ghp_aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3gH5";
    private static final String STREAM = ",\"stream\":true";

    @Test
    void takesSecretsOutOfAWholeAnswer() {
        // Given
        upstream.answer("a", 200, """
            {"id":"x","object":"chat.completion","created":7,"model":"far","custom":1,"choices":[{"index":0,
            "finish_reason":"tool_calls","message":{"role":"assistant","content":"Use %1$s now","tool_calls":[{"id":"c",
            "type":"function","function":{"name":"f","arguments":"{\\"t\\":\\"a\\\\n%1$s\\"}"}}]}}],
            "usage":{"prompt_tokens":10,"completion_tokens":4,"total_tokens":14}}""".formatted(TOKEN));

        // When
        Response response = ask("default", "Hi");

        // Then
        response.then()
                .statusCode(200)
                .body("custom", equalTo(1))
                .body("choices[0].message.content", equalTo("Use [SECRET_REMOVED] now"))
                .body(
                        "choices[0].message.tool_calls[0].function.arguments",
                        equalTo("{\"t\":\"a\\n[SECRET_REMOVED]\"}"));
        assertThat(admission.spent()).containsExactly(spending("model-a", 10, 0, 4));
    }

    @Test
    void takesSecretsOutOfAStreamWhereverItIsCut() {
        // Given
        upstream.stream(
                "a", delta("Use ghp_"), delta(TOKEN.substring(4, 20)), delta(TOKEN.substring(20)), FINISH, "[DONE]");

        // When
        List<String> events = stream(question("default", "Hi", STREAM));

        // Then
        assertThat(texts(events, "content")).isEqualTo("Use [SECRET_REMOVED]");
        assertThat(json(events.getFirst()).at("/choices/0/delta/content").asText())
                .isEqualTo("Use ");
        assertThat(events.getLast()).isEqualTo("[DONE]");
    }

    @Test
    void takesSecretsOutOfTheArgumentsOfAStreamedToolCall() {
        // Given
        upstream.stream(
                "a",
                arguments("{\\\"t\\\":\\\"ghp_"),
                arguments(TOKEN.substring(4)),
                arguments("\\\"}"),
                FINISH,
                "[DONE]");

        // When
        List<String> events = stream(question("default", "Hi", STREAM));

        // Then
        assertThat(texts(events, "arguments")).isEqualTo("{\"t\":\"[SECRET_REMOVED]\"}");
    }

    @Test
    void takesSecretsOutOfAStreamThatIsCutOff() {
        // Given
        upstream.stream("c", delta("Use " + TOKEN));

        // When
        List<String> events = stream(question("lonely", "Hi", STREAM));

        // Then
        assertThat(events.toString()).contains("[SECRET_REMOVED]").doesNotContain(TOKEN);
        assertThat(json(events.getLast()).at("/error/code").asText()).isEqualTo("upstream_cut");
    }

    private static String arguments(String part) {
        return """
            {"id":"x","object":"chat.completion.chunk","created":7,"model":"far","choices":[{"index":0,"finish_reason":null,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"%s"}}]}}]}""".formatted(part);
    }

    private static String texts(List<String> events, String field) {
        return events.stream()
                .filter(event -> event.startsWith("{"))
                .flatMap(event -> json(event).findValues(field).stream())
                .map(JsonNode::asText)
                .collect(Collectors.joining());
    }
}
