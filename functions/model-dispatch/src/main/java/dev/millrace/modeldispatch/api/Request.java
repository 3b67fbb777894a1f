package dev.millrace.modeldispatch.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.api.Keys.Holder;
import dev.millrace.modeldispatch.call.Refusal;
import dev.millrace.modeldispatch.route.Operation;
import org.jspecify.annotations.Nullable;

/** Whether a request can be understood as far as the platform has to. The model behind it checks the rest. */
final class Request {

    private Request() {}

    /** @return null when nothing is wrong */
    static @Nullable Refusal fault(Operation operation, ObjectNode request, Holder holder) {
        if (!request.path("model").isTextual()
                || request.get("model").textValue().isBlank()) {
            return missing("model", "a model's name as text. GET /v1/models lists yours");
        }
        if (!holder.key().allowsModel(request.get("model").textValue())) {
            return Refusal.unknownModel(request.get("model").textValue());
        }
        if (request.hasNonNull("stream") && !request.get("stream").isBoolean()) {
            return missing("stream", "true or false");
        }
        return switch (operation) {
            case CHAT ->
                request.path("messages").isArray() && !request.get("messages").isEmpty()
                        ? null
                        : missing("messages", "a list of at least one message");
            case RESPONSES -> null;
            case EMBEDDINGS, MODERATIONS ->
                request.hasNonNull("input") ? null : missing("input", "a text, or a list of texts");
        };
    }

    private static Refusal missing(String field, String what) {
        return Refusal.invalid(400, "invalid_" + field, "The field '" + field + "' must be " + what + ".", field);
    }
}
