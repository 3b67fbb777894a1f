package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.guard.Restorer;
import java.util.List;
import java.util.function.UnaryOperator;

/** The texts in a whole answer of Chat Completions. */
final class WholeAnswer {

    private static final List<String> TEXTS = List.of("content", "refusal", "reasoning_content", "reasoning");

    private WholeAnswer() {}

    /** Everything the model says, for who judges it. */
    static String text(ObjectNode answer) {
        var text = new StringBuilder();
        eachText(answer, said -> {
            text.append(said).append('\n');
            return said;
        });
        return text.toString();
    }

    static void restore(ObjectNode answer, Restorer restorer) {
        eachText(answer, restorer::restore);
    }

    /** Puts a sentence in the place of what the model said. */
    static void withhold(ObjectNode answer, String sentence) {
        for (JsonNode choice : answer.path("choices")) {
            if (choice instanceof ObjectNode object) {
                object.putObject("message").put("role", "assistant").put("content", sentence);
                object.put("finish_reason", "content_filter");
            }
        }
    }

    private static void eachText(ObjectNode answer, UnaryOperator<String> change) {
        for (JsonNode choice : answer.path("choices")) {
            if (choice.get("message") instanceof ObjectNode message) {
                TEXTS.forEach(field -> change(message, field, change));
                for (JsonNode call : message.path("tool_calls")) {
                    if (call.get("function") instanceof ObjectNode function) {
                        change(function, "arguments", change);
                    }
                }
            }
        }
    }

    private static void change(ObjectNode object, String field, UnaryOperator<String> change) {
        JsonNode text = object.get(field);
        if (text != null && text.isTextual()) {
            object.put(field, change.apply(text.textValue()));
        }
    }
}
