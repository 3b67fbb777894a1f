package dev.millrace.modeldispatch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.call.Refusal;
import org.jspecify.annotations.Nullable;

/** A request of the Responses API as Chat Completions: text in, text out. */
sealed interface ResponsesRequest {

    record Translated(ObjectNode chat) implements ResponsesRequest {}

    record Untranslatable(Refusal refusal) implements ResponsesRequest {}

    static ResponsesRequest of(ObjectNode request) {
        for (String field : new String[] {"previous_response_id", "conversation", "background", "prompt"}) {
            JsonNode value = request.path(field);
            if (!value.isMissingNode() && !value.isNull() && !(value.isBoolean() && !value.booleanValue())) {
                return no(field, "needs a model with the Responses API. Send the whole conversation as input");
            }
        }
        if (!request.path("tools").isEmpty()) {
            return no("tools", "needs a model with the Responses API. Use /v1/chat/completions");
        }
        ObjectNode chat = Json.object();
        chat.set("model", request.get("model"));
        ArrayNode messages = chat.putArray("messages");
        if (request.path("instructions").isTextual()) {
            messages.addObject().put("role", "system").set("content", request.get("instructions"));
        }
        String fault = input(request.path("input"), messages);
        if (fault != null) {
            return no("input", fault);
        }
        settings(request, chat);
        return new Translated(chat);
    }

    private static ResponsesRequest no(String field, String sentence) {
        return new Untranslatable(
                Refusal.invalid(400, "unsupported_" + field, "The field '" + field + "' " + sentence + ".", field));
    }

    /** @return what is wrong; null for nothing */
    private static @Nullable String input(JsonNode input, ArrayNode messages) {
        if (input.isTextual()) {
            messages.addObject().put("role", "user").set("content", input);
            return null;
        }
        if (!input.isArray() || input.isEmpty()) {
            return "must be a text, or a list of messages";
        }
        for (JsonNode item : input) {
            if (!item.path("type").asText("message").equals("message")) {
                return "has an item of type " + item.path("type").asText()
                        + ", which needs a model with the Responses API";
            }
            ObjectNode message =
                    messages.addObject().put("role", item.path("role").asText("user"));
            if (item.path("content").isTextual()) {
                message.set("content", item.get("content"));
            } else if (!parts(item.path("content"), message.putArray("content"))) {
                return "has content that needs a model with the Responses API: only texts and images are translated";
            }
        }
        return null;
    }

    private static boolean parts(JsonNode content, ArrayNode parts) {
        for (JsonNode part : content) {
            switch (part.path("type").asText()) {
                case "input_text", "output_text", "text" ->
                    parts.addObject()
                            .put("type", "text")
                            .put("text", part.path("text").asText());
                case "input_image" -> {
                    if (!part.path("image_url").isTextual()) {
                        return false;
                    }
                    parts.addObject()
                            .put("type", "image_url")
                            .putObject("image_url")
                            .set("url", part.get("image_url"));
                }
                default -> {
                    return false;
                }
            }
        }
        return !parts.isEmpty();
    }

    private static void settings(ObjectNode request, ObjectNode chat) {
        for (String same : new String[] {"temperature", "top_p", "user", "seed"}) {
            if (request.hasNonNull(same)) {
                chat.set(same, request.get(same));
            }
        }
        if (request.hasNonNull("max_output_tokens")) {
            chat.set("max_tokens", request.get("max_output_tokens"));
        }
        if (request.path("stream").asBoolean()) {
            chat.put("stream", true);
        }
        JsonNode format = request.path("text").path("format");
        switch (format.path("type").asText()) {
            case "json_object" -> chat.set("response_format", format);
            case "json_schema" -> {
                ObjectNode schema = Json.object();
                format.properties().stream()
                        .filter(field -> !field.getKey().equals("type"))
                        .forEach(field -> schema.set(field.getKey(), field.getValue()));
                chat.putObject("response_format").put("type", "json_schema").set("json_schema", schema);
            }
            default -> {
                // Text is what comes anyway.
            }
        }
    }
}
