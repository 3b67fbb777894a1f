package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.upstream.StreamReader.Chunk;
import org.jspecify.annotations.Nullable;

/** Lets a whole answer of Chat Completions come as a streamed one. */
public final class Replay {

    private Replay() {}

    /** @param usage whether the caller wants the counts */
    public static void play(ObjectNode answer, boolean usage, Audience audience) {
        for (JsonNode choice : answer.path("choices")) {
            int index = choice.path("index").asInt();
            audience.chunk(chunk(answer, index, delta(choice.path("message")), null));
            audience.chunk(chunk(answer, index, Json.object(), choice.get("finish_reason")));
        }
        if (usage && answer.hasNonNull("usage")) {
            ObjectNode last = frame(answer);
            last.putArray("choices");
            last.set("usage", answer.get("usage"));
            audience.chunk(new Chunk(last, null));
        }
        audience.end();
    }

    private static ObjectNode delta(JsonNode message) {
        if (!(message instanceof ObjectNode whole)) {
            return Json.object();
        }
        ObjectNode delta = whole.deepCopy();
        if (delta.get("tool_calls") instanceof ArrayNode calls) {
            for (int i = 0; i < calls.size(); i++) {
                if (calls.get(i) instanceof ObjectNode call) {
                    call.put("index", i);
                }
            }
        }
        return delta;
    }

    private static Chunk chunk(ObjectNode answer, int index, ObjectNode delta, @Nullable JsonNode finishReason) {
        ObjectNode chunk = frame(answer);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        choice.set("finish_reason", finishReason == null ? choice.nullNode() : finishReason);
        return new Chunk(chunk, null);
    }

    private static ObjectNode frame(ObjectNode answer) {
        return Json.object()
                .put("id", answer.path("id").asText())
                .put("object", "chat.completion.chunk")
                .put("created", answer.path("created").asLong())
                .put("model", answer.path("model").asText());
    }
}
