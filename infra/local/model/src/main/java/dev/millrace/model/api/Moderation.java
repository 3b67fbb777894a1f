package dev.millrace.model.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Flags what says that it wants to be flagged. */
final class Moderation {

    private static final String MARK = "flag me";

    private Moderation() {}

    static ObjectNode answer(JsonNode request) throws OpenAiError {
        JsonNode input = request.path("input");
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("id", "modr-stand-in").put("model", Completion.MODEL);
        ArrayNode results = body.putArray("results");
        if (input.isTextual()) {
            results.add(result(input.textValue()));
        } else {
            input.forEach(each -> results.add(result(
                    each.isTextual() ? each.textValue() : each.path("text").asText())));
        }
        if (results.isEmpty()) {
            throw new OpenAiError(400, "invalid_input", "'input' must be a text or an array of texts.");
        }
        return body;
    }

    private static ObjectNode result(String text) {
        boolean flagged = text.toLowerCase(Locale.ROOT).contains(MARK);
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("flagged", flagged);
        result.putObject("categories").put("harassment", flagged);
        result.putObject("category_scores").put("harassment", flagged ? 0.99 : 0.0);
        return result;
    }
}
