package dev.millrace.modeldispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything but Chat Completions: embeddings, moderations, the Responses API, cache, output moderation. */
@QuarkusTest
class OtherOperationsTest extends DispatchFixture {

    private static final String EMBEDDED = """
        {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,-0.25]}],"model":"m","usage":{"prompt_tokens":5,"total_tokens":5}}""";

    @Test
    void embedsTexts() {
        // Given
        upstream.answer("a", 200, EMBEDDED);

        // When
        Response response = as(KEY).body("{\"model\":\"embed\",\"input\":[\"one\",\"I am Ada\"],\"dimensions\":2}")
                .post("/v1/embeddings");

        // Then
        assertThat(response.asString()).isEqualTo(EMBEDDED);
        assertThat(upstream.asked("a").getFirst().body().getJsonArray("input"))
                .isEqualTo(new JsonArray(List.of("one", "I am <PERSON_1>")));
        assertThat(upstream.asked("a").getFirst().body().containsKey("max_tokens"))
                .isFalse();
        assertThat(admission.spent()).containsExactly(spending("model-a", 5, 0, 0));
    }

    @Test
    void moderatesTexts() {
        // Given
        upstream.answer("judge", 200, "{\"results\":[{\"flagged\":true}]}");

        // When
        Response response =
                as(KEY).body("{\"model\":\"moderation\",\"input\":\"Hi\"}").post("/v1/moderations");

        // Then
        response.then().statusCode(200).body("results[0].flagged", equalTo(true));
        assertThat(admission.spent()).hasSize(1);
        assertThat(admission.spent().getFirst().upstream()).isEqualTo("model-judge");
        assertThat(admission.spent().getFirst().nanos()).isPositive();
    }

    @Test
    void givesTheSameAnswerAgainWithoutAskingOrCharging() {
        // Given
        upstream.answer("a", 200, HELLO);
        String first =
                "{\"model\":\"default\",\"temperature\":1,\"messages\":[{\"role\":\"user\",\"content\":\"Again\"}]}";
        String same =
                "{\"messages\":[{\"content\":\"Again\",\"role\":\"user\"}],\"temperature\":1,\"model\":\"default\",\"user\":\"me\"}";
        as("sk-keeper").body(first).post("/v1/chat/completions").then().statusCode(200);

        // When
        Response again = as("sk-keeper").body(same).post("/v1/chat/completions");
        Response other = as("sk-keeper").body(first.replace("1", "0")).post("/v1/chat/completions");
        List<String> streamed =
                stream("sk-keeper", "/v1/chat/completions", first.replace("{\"model\"", "{\"stream\":true,\"model\""));

        // Then
        assertThat(again.asString()).isEqualTo(HELLO);
        assertThat(again.header("Millrace-Cache")).isEqualTo("hit");
        assertThat(other.header("Millrace-Cache")).isNull();
        assertThat(streamed.getFirst()).contains("Hello there");
        assertThat(upstream.asked("a")).hasSize(2);
        assertThat(admission.asked()).hasSize(2);
    }

    @Test
    void doesNotGiveATenantWhatAnotherWasAnswered() {
        // Given
        upstream.answer("a", 200, HELLO);
        as("sk-keeper").body(question("default", "Mine", "")).post("/v1/chat/completions");

        // When
        Response response = ask("default", "Mine");

        // Then
        assertThat(response.header("Millrace-Cache")).isNull();
        assertThat(upstream.asked("a")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"sk-strict,true,400", "sk-strict,false,200", "sk-mild,true,200"})
    void doesNotShowWhatModerationFlags(String key, boolean flagged, int status) {
        // Given
        upstream.answer("a", 200, HELLO);
        upstream.answer("judge", 200, "{\"results\":[{\"flagged\":" + flagged + "}]}");

        // When
        Response response = as(key).body(question("default", "Hi", "")).post("/v1/chat/completions");

        // Then
        response.then().statusCode(status);
        assertThat(response.asString().contains("Hello there")).isEqualTo(!flagged);
        assertThat(upstream.asked("judge").getFirst().text()).contains("Hello there");
    }

    @Test
    void booksWhatTheJudgeCostsToWhoAsked() {
        // Given
        upstream.answer("a", 200, HELLO);
        upstream.answer("judge", 200, "{\"results\":[{\"flagged\":false}],\"usage\":{\"prompt_tokens\":6}}");

        // When
        as("sk-strict").body(question("default", "Hi", "")).post("/v1/chat/completions");

        // Then
        assertThat(admission.spent()).containsExactly(spending("model-a", 10, 2, 4), spending("model-judge", 6, 0, 0));
        var asked = admission.further().getFirst();
        assertThat(asked.caller().tenant().id().value()).isEqualTo("strict");
        assertThat(asked.demand().model()).isEqualTo("moderation");
        assertThat(asked.demand().cost().nanos()).isPositive();
    }

    @Test
    void doesNotShowWhatNobodyCanPayToModerate() {
        // Given
        upstream.answer("a", 200, HELLO);
        admission.refuseFurther();

        // When
        Response response = as("sk-strict").body(question("default", "Hi", "")).post("/v1/chat/completions");

        // Then
        response.then().statusCode(400).body("error.code", equalTo("guardrail_moderation"));
        assertThat(upstream.asked("judge")).isEmpty();
    }

    @Test
    void doesNotShowWhatNobodyCouldModerate() {
        // Given
        upstream.answer("a", 200, HELLO);
        upstream.answer("judge", 400, "{}");

        // When
        Response response = as("sk-strict").body(question("default", "Hi", "")).post("/v1/chat/completions");

        // Then
        response.then().statusCode(400).body("error.code", equalTo("guardrail_moderation"));
    }

    @Test
    void doesNotKeepWhatItWithheld() {
        // Given
        upstream.answer("a", 200, HELLO);
        upstream.answer("judge", 400, "{}");
        String question = question("default", "Shown later", "");
        as("sk-careful").body(question).post("/v1/chat/completions").then().body(containsString("[withheld"));
        upstream.answer("judge", 200, "{\"results\":[{\"flagged\":false}]}");

        // When
        Response judged = as("sk-careful").body(question).post("/v1/chat/completions");
        Response kept = as("sk-careful").body(question).post("/v1/chat/completions");

        // Then
        assertThat(judged.asString()).contains("Hello there");
        assertThat(kept.asString()).contains("Hello there");
        assertThat(kept.header("Millrace-Cache")).isEqualTo("hit");
    }

    @Test
    void judgesAStreamedAnswerBeforeItsFirstWord() {
        // Given
        upstream.answer("a", 200, HELLO);
        upstream.answer("judge", 200, "{\"results\":[{\"flagged\":false}]}");

        // When
        List<String> events =
                stream("sk-strict", "/v1/chat/completions", question("default", "Hi", ",\"stream\":true"));

        // Then
        assertThat(events.getFirst()).contains("Hello there");
        assertThat(upstream.asked("a").getFirst().body().containsKey("stream")).isFalse();
    }

    @Test
    void withholdsAnAnswerWithASecret() {
        // Given
        upstream.answer("a", 200, HELLO.replace("Hello there", "It is hunter2"));
        upstream.answer("judge", 200, "{\"results\":[{\"flagged\":false}]}");

        // When
        Response blocked = as("sk-strict").body(question("default", "Hi", "")).post("/v1/chat/completions");
        Response warned = ask("default", "Hi");

        // Then
        blocked.then().statusCode(400).body("error.code", equalTo("guardrail_secrets"));
        warned.then().statusCode(200).header("Millrace-Guardrails", containsString("secrets/password"));
    }

    @Test
    void translatesResponsesToChatCompletions() {
        // Given
        upstream.answer("a", 200, HELLO);

        // When
        Response response = as(KEY).body("""
                {"model":"default","instructions":"Be kind","max_output_tokens":9,
                 "input":[{"role":"user","content":[{"type":"input_text","text":"Hi"}]}]}""").post("/v1/responses");

        // Then
        response.then()
                .statusCode(200)
                .body("object", equalTo("response"))
                .body("status", equalTo("completed"))
                .body("output[0].content[0].text", equalTo("Hello there"))
                .body("usage.input_tokens", equalTo(10));
        var sent = upstream.asked("a").getFirst();
        assertThat(sent.path()).isEqualTo("/v1/chat/completions");
        assertThat(sent.body().getJsonArray("messages").getJsonObject(0).getString("content"))
                .isEqualTo("Be kind");
        assertThat(sent.body().getInteger("max_tokens")).isEqualTo(9);
    }

    @Test
    void streamsTranslatedResponses() {
        // Given
        upstream.stream("a", delta("Hel"), delta("lo"), FINISH, COUNTS, "[DONE]");

        // When
        List<JsonNode> events =
                stream(KEY, "/v1/responses", "{\"model\":\"default\",\"input\":\"Hi\",\"stream\":true}").stream()
                        .map(DispatchFixture::json)
                        .toList();

        // Then
        assertThat(events)
                .extracting(event -> event.path("type").asText())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        JsonNode whole = events.getLast().path("response");
        assertThat(whole.path("output")
                        .path(0)
                        .path("content")
                        .path(0)
                        .path("text")
                        .asText())
                .isEqualTo("Hello");
        assertThat(whole.path("usage").path("output_tokens").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "tools":[{"type":"web_search"}],"input":"Hi"  | tools
        "previous_response_id":"x","input":"Hi"       | previous_response_id
        "input":[{"type":"function_call_output"}]     | input
        "input":7                                     | input
        """)
    void saysWhatOfTheResponsesApiNeedsAnotherModel(String fields, String param) {
        as(KEY).body("{\"model\":\"default\"," + fields + "}")
                .post("/v1/responses")
                .then()
                .statusCode(400)
                .body("error.param", equalTo(param));
    }

    @Test
    void passesResponsesOnToAModelThatHasThem() {
        // Given
        upstream.stream(
                "responder",
                "{\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}",
                "{\"type\":\"response.completed\",\"response\":{\"usage\":{\"input_tokens\":4,\"output_tokens\":2}}}");

        // When
        List<String> events = stream(
                KEY,
                "/v1/responses",
                "{\"model\":\"responder\",\"input\":\"Hi\",\"stream\":true,\"tools\":[{\"type\":\"web_search\"}]}");

        // Then
        assertThat(events).hasSize(2);
        assertThat(upstream.asked("responder").getFirst().path()).isEqualTo("/v1/responses");
        assertThat(admission.spent()).containsExactly(spending("responder", 4, 0, 2));
    }

    @Test
    void refusesToPassOnWhatAGuardrailWouldChange() {
        as(KEY).body("{\"model\":\"responder\",\"input\":[{\"content\":[{\"text\":\"I am Ada\"}]}]}")
                .post("/v1/responses")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("guardrail_pii"));
        assertThat(upstream.asked("responder")).isEmpty();
    }

    @Test
    void translatesForAnthropic() {
        // Given
        upstream.answer("claude", 200, """
            {"id":"msg_1","model":"claude-9","role":"assistant","stop_reason":"end_turn",
             "content":[{"type":"text","text":"Hello Ada"}],
             "usage":{"input_tokens":3,"cache_read_input_tokens":2,"cache_creation_input_tokens":1,"output_tokens":4}}""");

        // When
        Response response = ask("claude", "Hi");

        // Then
        response.then()
                .statusCode(200)
                .body("choices[0].message.content", equalTo("Hello Ada"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage.prompt_tokens", equalTo(6));
        var sent = upstream.asked("claude").getFirst();
        assertThat(sent.path()).isEqualTo("/v1/messages");
        assertThat(sent.headers().get("x-api-key")).isEqualTo("key-of-the-far-side");
        assertThat(sent.body().getInteger("max_tokens")).isEqualTo(77);
        assertThat(admission.spent()).containsExactly(spending("claude", 6, 2, 4));
    }
}
