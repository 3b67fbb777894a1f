package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.guard.TextEdit;
import java.util.List;
import java.util.function.UnaryOperator;

/** The texts in a whole answer of Chat Completions. */
final class WholeAnswer {

    private static final List<String> TEXTS = List.of("content", "refusal", "reasoning_content", "reasoning");

    private WholeAnswer() {}

    /** Everything the model says, for who judges it. */
    static String text(ObjectNode answer) {
        var text = new StringBuilder();
        UnaryOperator<String> reading = said -> {
            text.append(said).append('\n');
            return said;
        };
        change(answer, reading, reading);
        return text.toString();
    }

    /** @return whether anything is another than before */
    static boolean edit(ObjectNode answer, TextEdit edit) {
        return edit.isNeeded()
                && change(answer, edit::apply, arguments -> edit.arguments().whole(arguments));
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

    private static boolean change(ObjectNode answer, UnaryOperator<String> ofTexts, UnaryOperator<String> ofArguments) {
        boolean changed = false;
        for (JsonNode choice : answer.path("choices")) {
            if (choice.get("message") instanceof ObjectNode message) {
                for (String field : TEXTS) {
                    changed |= change(message, field, ofTexts);
                }
                for (JsonNode call : message.path("tool_calls")) {
                    changed |= call.get("function") instanceof ObjectNode function
                            && change(function, "arguments", ofArguments);
                }
                changed |= message.get("function_call") instanceof ObjectNode function
                        && change(function, "arguments", ofArguments);
            }
        }
        return changed;
    }

    private static boolean change(ObjectNode object, String field, UnaryOperator<String> change) {
        JsonNode text = object.get(field);
        if (text == null || !text.isTextual()) {
            return false;
        }
        String changed = change.apply(text.textValue());
        object.put(field, changed);
        return !changed.equals(text.textValue());
    }
}
