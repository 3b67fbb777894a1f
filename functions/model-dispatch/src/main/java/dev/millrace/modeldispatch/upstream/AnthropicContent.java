package dev.millrace.modeldispatch.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of one message as Anthropic's blocks. */
final class AnthropicContent {

    private static final Pattern DATA_URL = Pattern.compile("data:([^;,]+);base64,(.*)", Pattern.DOTALL);

    private AnthropicContent() {}

    static void user(JsonNode content, ArrayNode blocks) {
        if (!content.isArray()) {
            addText(content.asText(), blocks);
            return;
        }
        for (JsonNode part : content) {
            if (part.path("type").asText().equals("image_url")) {
                image(part.path("image_url").path("url").asText(), blocks);
            } else if (part.has("text")) {
                addText(part.get("text").asText(), blocks);
            } else {
                // What we do not know may be a block of theirs.
                blocks.add(part);
            }
        }
    }

    static void assistant(JsonNode message, ArrayNode blocks) {
        addText(text(message.path("content")), blocks);
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            ObjectNode input =
                    Json.object(function.path("arguments").asText("{}")).orElseGet(Json::object);
            blocks.addObject()
                    .put("type", "tool_use")
                    .put("id", call.path("id").asText())
                    .put("name", function.path("name").asText())
                    .set("input", input);
        }
    }

    static void toolResult(JsonNode message, ArrayNode blocks) {
        blocks.addObject()
                .put("type", "tool_result")
                .put("tool_use_id", message.path("tool_call_id").asText())
                .put("content", text(message.path("content")));
    }

    /** The text of a content that is a string or a list of parts. */
    static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.isTextual() ? content.textValue() : "";
        }
        var text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asText());
        }
        return text.toString();
    }

    /** An empty block would be refused. */
    private static void addText(String text, ArrayNode blocks) {
        if (!text.isEmpty()) {
            blocks.addObject().put("type", "text").put("text", text);
        }
    }

    private static void image(String url, ArrayNode blocks) {
        ObjectNode source = blocks.addObject().put("type", "image").putObject("source");
        Matcher data = DATA_URL.matcher(url);
        if (data.matches()) {
            source.put("type", "base64").put("media_type", data.group(1)).put("data", data.group(2));
        } else {
            source.put("type", "url").put("url", url);
        }
    }
}
