package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.guard.Restorer;
import dev.millrace.modeldispatch.upstream.StreamReader.Chunk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of a far side's chunks what this caller shall see. For one answer, for one thread. */
final class ChunkEditor {

    private static final List<String> TEXTS = List.of("content", "refusal", "reasoning_content", "reasoning");

    private final Restorer restorer;
    private final boolean usage;
    private final Map<Place, Restorer.Stream> texts = new LinkedHashMap<>();

    /** @param usage whether the caller wants the counts */
    ChunkEditor(Restorer restorer, boolean usage) {
        this.restorer = restorer;
        this.usage = usage;
    }

    /** @param tool index of the call whose arguments it is; -1 for a text of the message */
    private record Place(int choice, String field, int tool) {}

    /** @return empty when the caller shall not see it */
    Optional<Chunk> edit(Chunk chunk) {
        JsonNode choices = chunk.tree().path("choices");
        if (!usage && choices.isEmpty() && chunk.tree().hasNonNull("usage")) {
            return Optional.empty();
        }
        if (!restorer.isNeeded() || choices.isEmpty()) {
            return Optional.of(chunk);
        }
        for (JsonNode choice : choices) {
            if (choice.get("delta") instanceof ObjectNode delta) {
                restore(choice.path("index").asInt(), delta);
                if (choice.hasNonNull("finish_reason")) {
                    release(choice.path("index").asInt(), delta);
                }
            }
        }
        return Optional.of(new Chunk(chunk.tree(), null));
    }

    private void restore(int choice, ObjectNode delta) {
        for (String field : TEXTS) {
            if (delta.path(field).isTextual()) {
                delta.put(field, stream(choice, field, -1).next(delta.get(field).textValue()));
            }
        }
        for (JsonNode call : delta.path("tool_calls")) {
            if (call.get("function") instanceof ObjectNode function
                    && function.path("arguments").isTextual()) {
                Restorer.Stream stream =
                        stream(choice, "arguments", call.path("index").asInt());
                function.put("arguments", stream.next(function.get("arguments").textValue()));
            }
        }
    }

    private Restorer.Stream stream(int choice, String field, int tool) {
        return texts.computeIfAbsent(new Place(choice, field, tool), place -> restorer.stream());
    }

    /** A choice ends: what was held back of it goes out with its last chunk. */
    private void release(int choice, ObjectNode delta) {
        texts.entrySet().removeIf(entry -> {
            if (entry.getKey().choice() != choice) {
                return false;
            }
            append(delta, entry.getKey(), entry.getValue().end());
            return true;
        });
    }

    private static void append(ObjectNode delta, Place place, String held) {
        if (held.isEmpty()) {
            return;
        }
        if (place.tool() < 0) {
            delta.put(place.field(), delta.path(place.field()).asText("") + held);
            return;
        }
        for (JsonNode call : delta.path("tool_calls")) {
            if (call.path("index").asInt() == place.tool() && call.get("function") instanceof ObjectNode function) {
                function.put("arguments", function.path("arguments").asText("") + held);
                return;
            }
        }
        delta.withArray("tool_calls")
                .addObject()
                .put("index", place.tool())
                .putObject("function")
                .put("arguments", held);
    }

    /** What is still held back when an answer ends without having finished each choice. */
    Optional<Chunk> rest() {
        ObjectNode chunk = Json.object().put("object", "chat.completion.chunk");
        texts.forEach((place, stream) -> {
            ObjectNode delta = Json.object();
            append(delta, place, stream.end());
            if (!delta.isEmpty()) {
                chunk.withArray("choices")
                        .addObject()
                        .put("index", place.choice())
                        .set("delta", delta);
            }
        });
        texts.clear();
        return chunk.has("choices") ? Optional.of(new Chunk(chunk, null)) : Optional.empty();
    }
}
