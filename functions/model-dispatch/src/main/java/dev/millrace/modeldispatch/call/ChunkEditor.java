package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.guard.TextEdit;
import dev.millrace.modeldispatch.upstream.StreamReader.Chunk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of a far side's chunks what this caller shall see. For one answer, for one thread. */
final class ChunkEditor {

    private static final String ARGUMENTS = "arguments";

    /** What calls of tools were before there could be several. */
    private static final String FUNCTION_CALL = "function_call";

    private static final List<String> TEXTS = List.of("content", "refusal", "reasoning_content", "reasoning");

    private final TextEdit edit;
    private final boolean usage;
    private final Map<Place, TextEdit.Stream> texts = new LinkedHashMap<>();

    /** @param usage whether the caller wants the counts */
    ChunkEditor(TextEdit edit, boolean usage) {
        this.edit = edit;
        this.usage = usage;
    }

    /** @param tool index of the call whose arguments it is; -1 when it is no call of a tool */
    private record Place(int choice, String field, int tool) {
        boolean isText() {
            return TEXTS.contains(field);
        }
    }

    /** @return empty when the caller shall not see it */
    Optional<Chunk> edit(Chunk chunk) {
        JsonNode choices = chunk.tree().path("choices");
        if (!usage && choices.isEmpty() && chunk.tree().hasNonNull("usage")) {
            return Optional.empty();
        }
        if (!edit.isNeeded() || choices.isEmpty()) {
            return Optional.of(chunk);
        }
        boolean changed = false;
        for (JsonNode choice : choices) {
            if (choice.get("delta") instanceof ObjectNode delta) {
                int index = choice.path("index").asInt();
                changed |= edit(index, delta);
                if (choice.hasNonNull("finish_reason")) {
                    changed |= release(index, delta);
                }
            }
        }
        return Optional.of(changed ? new Chunk(chunk.tree(), null) : chunk);
    }

    private boolean edit(int choice, ObjectNode delta) {
        boolean changed = false;
        for (String field : TEXTS) {
            changed |= edit(delta, field, new Place(choice, field, -1));
        }
        for (JsonNode call : delta.path("tool_calls")) {
            if (call.get("function") instanceof ObjectNode function) {
                changed |= edit(
                        function,
                        ARGUMENTS,
                        new Place(choice, ARGUMENTS, call.path("index").asInt()));
            }
        }
        if (delta.get(FUNCTION_CALL) instanceof ObjectNode function) {
            changed |= edit(function, ARGUMENTS, new Place(choice, FUNCTION_CALL, -1));
        }
        return changed;
    }

    private boolean edit(ObjectNode holder, String field, Place place) {
        JsonNode text = holder.get(field);
        if (text == null || !text.isTextual()) {
            return false;
        }
        String next = texts.computeIfAbsent(place, this::stream).next(text.textValue());
        holder.put(field, next);
        return !next.equals(text.textValue());
    }

    private TextEdit.Stream stream(Place place) {
        return place.isText() ? edit.stream() : edit.arguments();
    }

    /** A choice ends: what was held back of it goes out with its last chunk. */
    private boolean release(int choice, ObjectNode delta) {
        boolean changed = false;
        for (var places = texts.entrySet().iterator(); places.hasNext(); ) {
            var place = places.next();
            if (place.getKey().choice() == choice) {
                String held = place.getValue().end();
                append(delta, place.getKey(), held);
                changed |= !held.isEmpty();
                places.remove();
            }
        }
        return changed;
    }

    private static void append(ObjectNode delta, Place place, String held) {
        if (held.isEmpty()) {
            return;
        }
        if (place.field().equals(FUNCTION_CALL)) {
            ObjectNode function =
                    delta.get(FUNCTION_CALL) instanceof ObjectNode known ? known : delta.putObject(FUNCTION_CALL);
            function.put(ARGUMENTS, function.path(ARGUMENTS).asText("") + held);
            return;
        }
        if (place.isText()) {
            delta.put(place.field(), delta.path(place.field()).asText("") + held);
            return;
        }
        for (JsonNode call : delta.path("tool_calls")) {
            if (call.path("index").asInt() == place.tool() && call.get("function") instanceof ObjectNode function) {
                function.put(ARGUMENTS, function.path(ARGUMENTS).asText("") + held);
                return;
            }
        }
        delta.withArray("tool_calls")
                .addObject()
                .put("index", place.tool())
                .putObject("function")
                .put(ARGUMENTS, held);
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
