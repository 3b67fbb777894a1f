package dev.millrace.modeldispatch.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.tokens.Estimate;
import java.util.ArrayList;

/** A request of Chat Completions as Anthropic's Messages API has it. */
sealed interface AnthropicRequest {

    record Translated(ObjectNode body) implements AnthropicRequest {}

    /** @param sentence what the request asks that Anthropic's models do not offer */
    record Untranslatable(String sentence) implements AnthropicRequest {}

    static AnthropicRequest of(Prompt prompt, String model) {
        ObjectNode request = prompt.request();
        if (request.path("n").asInt(1) != 1) {
            return new Untranslatable("n must be 1 for this model");
        }
        String format = request.path("response_format").path("type").asText("text");
        if (!format.equals("text")) {
            return new Untranslatable(
                    "response_format " + format + " is not available for this model: ask for a tool call instead");
        }
        ObjectNode body = Json.object().put("model", model);
        long bound = Estimate.bound(request);
        body.put("max_tokens", bound > 0 ? bound : Math.max(1, prompt.usualOutput()));
        conversation(request.path("messages"), body);
        tools(request, body);
        settings(request, body);
        if (prompt.stream()) {
            body.put("stream", true);
        }
        return new Translated(body);
    }

    private static void conversation(JsonNode messages, ObjectNode body) {
        var system = new ArrayList<String>();
        ArrayNode turns = body.putArray("messages");
        for (JsonNode message : messages) {
            switch (message.path("role").asText()) {
                case "system", "developer" -> system.add(AnthropicContent.text(message.path("content")));
                case "assistant" -> AnthropicContent.assistant(message, turn(turns, "assistant"));
                case "tool", "function" -> AnthropicContent.toolResult(message, turn(turns, "user"));
                default -> AnthropicContent.user(message.path("content"), turn(turns, "user"));
            }
        }
        if (!system.isEmpty()) {
            body.put("system", String.join("\n\n", system));
        }
    }

    /** Turns alternate: what follows from the same side joins the turn before. */
    private static ArrayNode turn(ArrayNode turns, String role) {
        JsonNode last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last != null && last.path("role").asText().equals(role) && last.get("content") instanceof ArrayNode open) {
            return open;
        }
        return turns.addObject().put("role", role).putArray("content");
    }

    private static void tools(ObjectNode request, ObjectNode body) {
        if (request.path("tools").isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.path("function");
            ObjectNode translated =
                    tools.addObject().put("name", function.path("name").asText());
            if (function.hasNonNull("description")) {
                translated.set("description", function.get("description"));
            }
            JsonNode parameters = function.get("parameters");
            translated.set(
                    "input_schema",
                    parameters != null ? parameters : Json.object().put("type", "object"));
        }
        ObjectNode choice = choice(request.path("tool_choice"));
        if (!request.path("parallel_tool_calls").asBoolean(true)
                && !choice.path("type").asText().equals("none")) {
            choice.put("disable_parallel_tool_use", true);
        }
        body.set("tool_choice", choice);
    }

    private static ObjectNode choice(JsonNode asked) {
        if (asked.isObject()) {
            return Json.object()
                    .put("type", "tool")
                    .put("name", asked.path("function").path("name").asText());
        }
        return Json.object()
                .put(
                        "type",
                        switch (asked.asText("auto")) {
                            case "required" -> "any";
                            case "none" -> "none";
                            default -> "auto";
                        });
    }

    private static void settings(ObjectNode request, ObjectNode body) {
        for (String same : new String[] {"temperature", "top_p", "thinking"}) {
            if (request.hasNonNull(same)) {
                body.set(same, request.get(same));
            }
        }
        JsonNode stop = request.path("stop");
        if (stop.isTextual()) {
            body.putArray("stop_sequences").add(stop);
        } else if (stop.isArray() && !stop.isEmpty()) {
            body.set("stop_sequences", stop);
        }
        if (request.path("user").isTextual()) {
            body.putObject("metadata").set("user_id", request.get("user"));
        }
    }
}
