package dev.millrace.modeldispatch.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;

/** Anthropic's answers as Chat Completions. */
final class AnthropicAnswer {

    private AnthropicAnswer() {}

    static ObjectNode translate(ObjectNode theirs) {
        ObjectNode message = Json.object().put("role", "assistant");
        var text = new StringBuilder();
        var thought = new StringBuilder();
        ArrayNode calls = Json.object().arrayNode();
        for (JsonNode block : theirs.path("content")) {
            switch (block.path("type").asText()) {
                case "text" -> text.append(block.path("text").asText());
                case "thinking" -> thought.append(block.path("thinking").asText());
                case "tool_use" -> calls.add(call(block));
                default -> {
                    // Blocks without a counterpart are left out.
                }
            }
        }
        if (text.isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text.toString());
        }
        if (!thought.isEmpty()) {
            message.put("reasoning_content", thought.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        ObjectNode ours = Json.object()
                .put("id", theirs.path("id").asText())
                .put("object", "chat.completion")
                .put("created", 0)
                .put("model", theirs.path("model").asText());
        ours.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finishReason(theirs.path("stop_reason").asText()))
                .set("message", message);
        ours.set("usage", usage(theirs.path("usage")));
        return ours;
    }

    private static ObjectNode call(JsonNode block) {
        ObjectNode call = Json.object().put("id", block.path("id").asText()).put("type", "function");
        call.putObject("function")
                .put("name", block.path("name").asText())
                .put("arguments", block.path("input").toString());
        return call;
    }

    static String finishReason(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }

    /** Their input leaves out what was written to or read from the cache; ours is the sum. */
    static ObjectNode usage(JsonNode theirs) {
        long read = theirs.path("cache_read_input_tokens").asLong();
        long input = theirs.path("input_tokens").asLong()
                + theirs.path("cache_creation_input_tokens").asLong()
                + read;
        long output = theirs.path("output_tokens").asLong();
        ObjectNode usage = Json.object()
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
        usage.putObject("prompt_tokens_details").put("cached_tokens", read);
        return usage;
    }
}
