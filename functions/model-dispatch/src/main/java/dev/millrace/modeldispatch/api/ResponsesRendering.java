package dev.millrace.modeldispatch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.call.Refusal;
import dev.millrace.modeldispatch.upstream.StreamReader.Chunk;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers of Chat Completions as the Responses API has them: one message of text. */
final class ResponsesRendering implements Rendering {

    private final ObjectNode request;
    private final String id = "resp_" + UUID.randomUUID().toString().replace("-", "");
    private final String item = "msg_" + UUID.randomUUID().toString().replace("-", "");
    private final long created = Instant.now().getEpochSecond();
    private final StringBuilder text = new StringBuilder();
    private String model = "";
    private String finishReason = "stop";
    private @Nullable JsonNode usage;
    private int sequence;

    ResponsesRendering(ObjectNode request) {
        this.request = request;
    }

    @Override
    public Buffer whole(Buffer answer) {
        ObjectNode chat = Json.object(answer).orElseGet(Json::object);
        JsonNode choice = chat.path("choices").path(0);
        text.append(choice.path("message").path("content").asText(""));
        model = chat.path("model").asText();
        finishReason = choice.path("finish_reason").asText("stop");
        usage = chat.get("usage");
        return Json.bytes(finished());
    }

    @Override
    public Buffer chunk(Chunk chunk) {
        Buffer out = Buffer.buffer();
        if (sequence == 0) {
            begin(chunk.tree(), out);
        }
        JsonNode choice = chunk.tree().path("choices").path(0);
        String delta = choice.path("delta").path("content").asText("");
        if (!delta.isEmpty()) {
            text.append(delta);
            out.appendBuffer(event("response.output_text.delta", place().put("delta", delta)));
        }
        if (choice.hasNonNull("finish_reason")) {
            finishReason = choice.get("finish_reason").asText();
        }
        if (chunk.tree().hasNonNull("usage")) {
            usage = chunk.tree().get("usage");
        }
        return out;
    }

    private void begin(JsonNode first, Buffer out) {
        model = first.path("model").asText();
        out.appendBuffer(event("response.created", of(response("in_progress"))));
        out.appendBuffer(event("response.in_progress", of(response("in_progress"))));
        ObjectNode added = Json.object().put("output_index", 0);
        added.set("item", message("in_progress", null));
        out.appendBuffer(event("response.output_item.added", added));
        ObjectNode part = place();
        part.set("part", part(""));
        out.appendBuffer(event("response.content_part.added", part));
    }

    @Override
    public Buffer end() {
        Buffer out = Buffer.buffer();
        if (sequence == 0) {
            begin(Json.object(), out);
        }
        out.appendBuffer(event("response.output_text.done", place().put("text", text.toString())));
        ObjectNode part = place();
        part.set("part", part(text.toString()));
        out.appendBuffer(event("response.content_part.done", part));
        ObjectNode done = Json.object().put("output_index", 0);
        done.set("item", message("completed", text.toString()));
        out.appendBuffer(event("response.output_item.done", done));
        ObjectNode whole = finished();
        return out.appendBuffer(event("response." + whole.path("status").asText(), of(whole)));
    }

    @Override
    public Buffer cut(Refusal refusal) {
        ObjectNode error = Json.object()
                .put("code", refusal.code())
                .put("message", refusal.message())
                .put("param", refusal.param());
        return event("error", error);
    }

    private ObjectNode finished() {
        boolean whole = !finishReason.equals("length") && !finishReason.equals("content_filter");
        ObjectNode response = response(whole ? "completed" : "incomplete");
        if (!whole) {
            response.putObject("incomplete_details")
                    .put("reason", finishReason.equals("length") ? "max_output_tokens" : "content_filter");
        }
        response.withArray("output").add(message("completed", text.toString()));
        if (usage != null) {
            response.set("usage", counts(usage));
        }
        return response;
    }

    private ObjectNode response(String status) {
        ObjectNode response = Json.object()
                .put("id", id)
                .put("object", "response")
                .put("created_at", created)
                .put("status", status)
                .put("model", model)
                .putNull("error")
                .putNull("incomplete_details");
        response.set("instructions", request.get("instructions"));
        response.set("metadata", request.has("metadata") ? request.get("metadata") : Json.object());
        response.put("parallel_tool_calls", true).put("tool_choice", "auto").put("store", false);
        response.putArray("tools");
        response.putArray("output");
        return response;
    }

    private ObjectNode message(String status, @Nullable String content) {
        ObjectNode message = Json.object()
                .put("id", item)
                .put("type", "message")
                .put("role", "assistant")
                .put("status", status);
        var parts = message.putArray("content");
        if (content != null) {
            parts.add(part(content));
        }
        return message;
    }

    private static ObjectNode part(String content) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", content);
        part.putArray("annotations");
        return part;
    }

    private ObjectNode place() {
        return Json.object().put("item_id", item).put("output_index", 0).put("content_index", 0);
    }

    private static ObjectNode of(ObjectNode response) {
        ObjectNode event = Json.object();
        event.set("response", response);
        return event;
    }

    private static ObjectNode counts(JsonNode chat) {
        ObjectNode counts = Json.object()
                .put("input_tokens", chat.path("prompt_tokens").asLong())
                .put("output_tokens", chat.path("completion_tokens").asLong())
                .put("total_tokens", chat.path("total_tokens").asLong());
        counts.putObject("input_tokens_details")
                .put(
                        "cached_tokens",
                        chat.path("prompt_tokens_details").path("cached_tokens").asLong());
        counts.putObject("output_tokens_details")
                .put(
                        "reasoning_tokens",
                        chat.path("completion_tokens_details")
                                .path("reasoning_tokens")
                                .asLong());
        return counts;
    }

    private Buffer event(String type, ObjectNode body) {
        ObjectNode event = Json.object().put("type", type).put("sequence_number", sequence++);
        event.setAll(body);
        return Buffer.buffer("event: " + type + "\n").appendBuffer(Rendering.data(event));
    }
}
