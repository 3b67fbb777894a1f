package dev.millrace.modeldispatch.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.tokens.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Streamed Responses: typed events, the last of which has the whole response. */
final class ResponsesReader implements StreamReader {

    private boolean complete;
    private @Nullable Usage usage;
    private @Nullable String error;

    @Override
    public List<Chunk> next(ServerSentEvents.Event event) {
        if (event.data().isEmpty()) {
            return List.of();
        }
        Optional<ObjectNode> tree = Json.object(event.data());
        if (tree.isEmpty()) {
            error = "it sent an event that is no JSON";
            return List.of();
        }
        switch (tree.get().path("type").asText()) {
            case "response.completed", "response.incomplete", "response.failed" -> {
                complete = true;
                usage = Usage.read(tree.get().path("response").get("usage"));
            }
            case "error" -> error = tree.get().path("message").asText("it sent an error");
            default -> {
                // Everything else passes.
            }
        }
        return error == null ? List.of(new Chunk(tree.get(), event.raw())) : List.of();
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
