package dev.millrace.modeldispatch.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.tokens.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Streamed Chat Completions: chunks, then {@code [DONE]}. */
final class OpenAiReader implements StreamReader {

    private static final String DONE = "[DONE]";

    private boolean complete;
    private @Nullable Usage usage;
    private @Nullable String error;

    @Override
    public List<Chunk> next(ServerSentEvents.Event event) {
        if (event.data().isEmpty() || complete) {
            return List.of();
        }
        if (event.data().equals(DONE)) {
            complete = true;
            return List.of();
        }
        Optional<ObjectNode> chunk = Json.object(event.data());
        if (chunk.isEmpty()) {
            error = "it sent a chunk that is no JSON";
            return List.of();
        }
        ObjectNode tree = chunk.get();
        JsonNode fault = tree.get("error");
        if (fault != null && !fault.isNull()) {
            error = fault.path("message").asText("it sent an error");
            return List.of();
        }
        Usage counted = Usage.read(tree.get("usage"));
        usage = counted == null ? usage : counted;
        return List.of(new Chunk(tree, event.raw()));
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public @Nullable Usage usage() {
        return usage;
    }

    @Override
    public @Nullable String error() {
        return error;
    }
}
