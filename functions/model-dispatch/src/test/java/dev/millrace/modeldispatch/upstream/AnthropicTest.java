package dev.millrace.modeldispatch.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.tokens.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicTest {

    @Test
    void translatesAConversationWithToolsAndImages() {
        // When
        JsonNode sent = translated("""
            {"messages":[
              {"role":"system","content":"Be kind"},
              {"role":"user","content":[{"type":"text","text":"What is it?"},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                {"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]},
              {"role":"assistant","content":null,"tool_calls":[
                {"id":"t1","type":"function","function":{"name":"look","arguments":"{\\"at\\":1}"}},
                {"id":"t2","type":"function","function":{"name":"look","arguments":"no json"}}]},
              {"role":"tool","tool_call_id":"t1","content":"a cat"},
              {"role":"tool","tool_call_id":"t2","content":"a dog"},
              {"role":"user","content":"So?"}],
             "tools":[{"type":"function","function":{"name":"look","description":"Looks","parameters":{"type":"object"}}}],
             "tool_choice":{"type":"function","function":{"name":"look"}},"parallel_tool_calls":false,
             "stop":"END","temperature":0.5,"max_completion_tokens":5,"user":"me"}""");

        // Then
        assertThat(sent).isEqualTo(json("""
            {"model":"m","max_tokens":5,"messages":[
              {"role":"user","content":[{"type":"text","text":"What is it?"},
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
                {"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}]},
              {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"look","input":{"at":1}},
                {"type":"tool_use","id":"t2","name":"look","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"a cat"},
                {"type":"tool_result","tool_use_id":"t2","content":"a dog"},{"type":"text","text":"So?"}]}],
             "system":"Be kind",
             "tools":[{"name":"look","description":"Looks","input_schema":{"type":"object"}}],
             "tool_choice":{"type":"tool","name":"look","disable_parallel_tool_use":true},
             "temperature":0.5,"stop_sequences":["END"],"metadata":{"user_id":"me"}}"""));
    }

    @ParameterizedTest
    @CsvSource({"auto,auto", "required,any", "none,none"})
    void translatesTheChoiceOfTools(String ours, String theirs) {
        // When
        JsonNode sent = translated(
                "{\"messages\":[],\"tools\":[{\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"" + ours + "\"}");

        // Then
        assertThat(sent.path("tool_choice").path("type").asText()).isEqualTo(theirs);
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(99);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"messages\":[],\"n\":2}", "{\"messages\":[],\"response_format\":{\"type\":\"json_schema\"}}"})
    void saysWhatItsModelsDoNotOffer(String request) {
        assertThat(AnthropicRequest.of(prompt(request), "m")).isInstanceOf(AnthropicRequest.Untranslatable.class);
    }

    @Test
    void translatesAnAnswerWithACallOfATool() {
        // When
        ObjectNode answer = AnthropicAnswer.translate(json("""
            {"id":"msg","model":"m","stop_reason":"tool_use","content":[{"type":"thinking","thinking":"Hm"},
              {"type":"tool_use","id":"t1","name":"look","input":{"at":1}}],
             "usage":{"input_tokens":3,"cache_read_input_tokens":2,"output_tokens":4}}"""));

        // Then
        JsonNode choice = answer.path("choices").path(0);
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(choice.path("message")).isEqualTo(json("""
            {"role":"assistant","content":null,"reasoning_content":"Hm",
             "tool_calls":[{"id":"t1","type":"function","function":{"name":"look","arguments":"{\\"at\\":1}"}}]}"""));
        assertThat(Usage.read(answer.get("usage"))).isEqualTo(new Usage(5, 2, 4));
    }

    @Test
    void translatesAStream() {
        // Given
        var reader = new AnthropicReader();

        // When
        List<JsonNode> chunks = read(reader, """
            {"type":"message_start","message":{"id":"msg","model":"m","usage":{"input_tokens":3,"cache_read_input_tokens":2,"output_tokens":1}}}
            {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}
            {"type":"ping"}
            {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}
            {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t1","name":"look","input":{}}}
            {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"at\\":"}}
            {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"1}"}}
            {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}
            {"type":"message_stop"}""");

        // Then
        assertThat(chunks)
                .extracting(chunk -> chunk.path("choices").path(0).path("delta").toString())
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":\"\"}",
                        "{\"content\":\"Hi\"}",
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"at\\\":\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}",
                        "{}",
                        "");
        assertThat(chunks.get(5).path("choices").path(0).path("finish_reason").asText())
                .isEqualTo("tool_calls");
        assertThat(reader.usage()).isEqualTo(new Usage(5, 2, 9));
        assertThat(reader.isComplete()).isTrue();
    }

    @Test
    void noticesAnErrorWithinAStream() {
        // Given
        var reader = new AnthropicReader();

        // When
        read(reader, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");

        // Then
        assertThat(reader.error()).isEqualTo("Overloaded");
        assertThat(reader.isComplete()).isFalse();
    }

    private static List<JsonNode> read(StreamReader reader, String events) {
        var chunks = new ArrayList<JsonNode>();
        events.lines()
                .map(line -> new ServerSentEvents.Event(Buffer.buffer(line), line.strip()))
                .forEach(event -> reader.next(event).forEach(chunk -> chunks.add(chunk.tree())));
        return chunks;
    }

    private static JsonNode translated(String request) {
        var translated = (AnthropicRequest.Translated) AnthropicRequest.of(prompt(request), "m");
        return Json.object(Json.bytes(translated.body())).orElseThrow();
    }

    private static Prompt prompt(String request) {
        return new Prompt(Operation.CHAT, json(request), false, 99);
    }

    private static ObjectNode json(String text) {
        return Json.object(text).orElseThrow();
    }
}
