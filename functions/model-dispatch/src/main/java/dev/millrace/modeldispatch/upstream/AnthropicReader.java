package dev.millrace.modeldispatch.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.tokens.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Anthropic's streamed answers as chunks of Chat Completions. */
final class AnthropicReader implements StreamReader {

    private final ObjectNode counts = Json.object();
    private String id = "";
    private String model = "";
    private int calls = -1;
    private boolean counted;
    private boolean complete;
    private @Nullable String error;

    @Override
    public List<Chunk> next(ServerSentEvents.Event event) {
        if (event.data().isEmpty()) {
            return List.of();
        }
        Optional<ObjectNode> theirs = Json.object(event.data());
        if (theirs.isEmpty()) {
            error = "it sent an event that is no JSON";
            return List.of();
        }
        JsonNode tree = theirs.get();
        return switch (tree.path("type").asText()) {
            case "message_start" -> start(tree.path("message"));
            case "content_block_start" -> block(tree.path("content_block"));
            case "content_block_delta" -> delta(tree.path("delta"));
            case "message_delta" -> finish(tree);
            case "message_stop" -> stop();
            case "error" -> {
                error = tree.path("error").path("message").asText("it sent an error");
                yield List.of();
            }
            default -> List.of();
        };
    }

    private List<Chunk> start(JsonNode message) {
        id = message.path("id").asText();
        model = message.path("model").asText();
        count(message.path("usage"));
        return List.of(chunk(Json.object().put("role", "assistant").put("content", ""), null));
    }

    private List<Chunk> block(JsonNode block) {
        if (!block.path("type").asText().equals("tool_use")) {
            return List.of();
        }
        calls++;
        ObjectNode delta = Json.object();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", calls)
                .put("id", block.path("id").asText())
                .put("type", "function")
                .putObject("function")
                .put("name", block.path("name").asText())
                .put("arguments", "");
        return List.of(chunk(delta, null));
    }

    private List<Chunk> delta(JsonNode theirs) {
        return switch (theirs.path("type").asText()) {
            case "text_delta" ->
                List.of(chunk(Json.object().put("content", theirs.path("text").asText()), null));
            case "thinking_delta" ->
                List.of(chunk(
                        Json.object()
                                .put(
                                        "reasoning_content",
                                        theirs.path("thinking").asText()),
                        null));
            case "input_json_delta" -> {
                ObjectNode delta = Json.object();
                delta.putArray("tool_calls")
                        .addObject()
                        .put("index", Math.max(calls, 0))
                        .putObject("function")
                        .put("arguments", theirs.path("partial_json").asText());
                yield List.of(chunk(delta, null));
            }
            default -> List.of();
        };
    }

    private List<Chunk> finish(JsonNode tree) {
        count(tree.path("usage"));
        String reason = AnthropicAnswer.finishReason(
                tree.path("delta").path("stop_reason").asText());
        return List.of(chunk(Json.object(), reason));
    }

    /** As OpenAI does: the counts come last, without a choice. */
    private List<Chunk> stop() {
        complete = true;
        ObjectNode last = frame();
        last.putArray("choices");
        last.set("usage", AnthropicAnswer.usage(counts));
        return List.of(new Chunk(last, null));
    }

    /** The counts at the end are sums, and may repeat or leave out those of the start. */
    private void count(JsonNode usage) {
        if (usage instanceof ObjectNode said) {
            counted = true;
            counts.setAll(said);
        }
    }

    private Chunk chunk(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = frame();
        chunk.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finishReason)
                .set("delta", delta);
        return new Chunk(chunk, null);
    }

    private ObjectNode frame() {
        return Json.object()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", 0)
                .put("model", model);
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public @Nullable Usage usage() {
        return counted ? Usage.read(AnthropicAnswer.usage(counts)) : null;
    }

    @Override
    public @Nullable String error() {
        return error;
    }
}
