package dev.millrace.model.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One answer of Chat Completions.
 *
 * @param created in seconds since 1970
 * @param finish the reason it ended
 */
record Completion(String id, long created, Conversation.Said said, String finish, Tokens tokens) {

    static final String MODEL = "stand-in";
    /** Also in a long answer's stream, which nobody reads word by word. */
    private static final int MOST_CHUNKS = 200;

    private static final int SHORTEST_CHUNK = 16;

    static Completion of(JsonNode request, long created) throws OpenAiError {
        Conversation.Said said = Conversation.answer(request);
        long limit = request.path("max_completion_tokens")
                .asLong(request.path("max_tokens").asLong(Long.MAX_VALUE / 8));
        if (limit < 1) {
            throw new OpenAiError(400, "invalid_max_tokens", "An answer needs room for one token at least.");
        }
        long input = Tokens.of(request.path("messages"));
        String id = "chatcmpl-" + UUID.randomUUID();
        return switch (said) {
            case Conversation.Said.ToolCall call ->
                new Completion(
                        id, created, call, "tool_calls", new Tokens(input, Tokens.of(call.name() + call.arguments())));
            case Conversation.Said.Text(String text) -> {
                String cut = Tokens.first(text, limit);
                yield new Completion(
                        id,
                        created,
                        new Conversation.Said.Text(cut),
                        cut.length() < text.length() ? "length" : "stop",
                        new Tokens(input, Tokens.of(cut)));
            }
        };
    }

    ObjectNode whole() {
        ObjectNode body = head("chat.completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        switch (said) {
            case Conversation.Said.Text(String text) -> message.put("content", text);
            case Conversation.Said.ToolCall call -> {
                message.putNull("content");
                message.putArray("tool_calls").add(toolCall(call, call.arguments()));
            }
        }
        message.putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", finish);
        body.set("usage", tokens.usage());
        return body;
    }

    /** @param withUsage whether a last chunk tells the tokens */
    List<ObjectNode> chunks(boolean withUsage) {
        var chunks = new ArrayList<ObjectNode>();
        switch (said) {
            case Conversation.Said.Text(String text) -> {
                chunks.add(chunk(delta -> delta.put("role", "assistant").put("content", "")));
                parts(text).forEach(part -> chunks.add(chunk(delta -> delta.put("content", part))));
            }
            case Conversation.Said.ToolCall call -> {
                chunks.add(chunk(delta -> delta.put("role", "assistant")
                        .putNull("content")
                        .putArray("tool_calls")
                        .add(toolCall(call, "").put("index", 0))));
                parts(call.arguments())
                        .forEach(part -> chunks.add(chunk(delta -> {
                            ObjectNode more =
                                    delta.putArray("tool_calls").addObject().put("index", 0);
                            more.putObject("function").put("arguments", part);
                        })));
            }
        }
        ObjectNode last = chunk(delta -> {});
        ((ObjectNode) last.path("choices").path(0)).put("finish_reason", finish);
        chunks.add(last);
        if (withUsage) {
            ObjectNode usage = head("chat.completion.chunk");
            usage.putArray("choices");
            usage.set("usage", tokens.usage());
            chunks.add(usage);
        }
        return chunks;
    }

    private ObjectNode head(String object) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", MODEL)
                .put("system_fingerprint", "millrace-stand-in");
    }

    private interface Filling {
        void into(ObjectNode delta);
    }

    private ObjectNode chunk(Filling filling) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        filling.into(choice.putObject("delta"));
        choice.putNull("finish_reason");
        return chunk;
    }

    private ObjectNode toolCall(Conversation.Said.ToolCall call, String arguments) {
        ObjectNode tool =
                JsonNodeFactory.instance.objectNode().put("id", "call_" + id).put("type", "function");
        tool.putObject("function").put("name", call.name()).put("arguments", arguments);
        return tool;
    }

    /** Cuts anywhere but inside a character. */
    private static List<String> parts(String text) {
        int size = Math.max(SHORTEST_CHUNK, text.length() / MOST_CHUNKS + 1);
        var parts = new ArrayList<String>();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + size);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end++;
            }
            parts.add(text.substring(start, end));
            start = end;
        }
        return parts;
    }
}
