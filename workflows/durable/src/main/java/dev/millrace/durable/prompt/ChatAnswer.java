package dev.millrace.durable.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.durable.wire.Characters;
import dev.millrace.durable.wire.Json;

/** The text of a response of OpenAI's Chat Completions API. */
public sealed interface ChatAnswer {

    record Text(String text) implements ChatAnswer {}

    /** @param why a sentence that helps the model to do better */
    record Unreadable(String why) implements ChatAnswer {}

    static ChatAnswer of(byte[] response) {
        JsonNode choice;
        try {
            choice = Json.parse(response).path("choices").path(0);
        } catch (IllegalArgumentException e) {
            return new Unreadable("The response was no JSON.");
        }
        if (choice.path("finish_reason").asText("").equals("length")) {
            return new Unreadable("The answer was cut off. Be briefer.");
        }
        JsonNode message = choice.path("message");
        String text = text(message.path("content"));
        if (text.isBlank()) {
            return new Unreadable(
                    message.path("refusal").isTextual() ? "The answer was declined." : "The answer was empty.");
        }
        return new Text(Characters.wellFormed(text));
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        var joined = new StringBuilder();
        content.forEach(part -> joined.append(part.path("text").asText("")));
        return joined.toString();
    }
}
