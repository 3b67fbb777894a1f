package dev.millrace.modeldispatch.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * The texts of a request that a model reads: contents, arguments of tool calls, results of tools, and inputs of other
 * kinds of calls. What is no text where one is expected is left to the upstream to refuse.
 */
final class Texts {

    private final ObjectMapper json;

    Texts(ObjectMapper json) {
        this.json = json;
    }

    /** Looks at a text, or replaces it. */
    interface Reader {
        /**
         * @param role of the message; {@code user} outside of messages
         * @return the very same text when nothing is to be replaced
         */
        String read(String role, String text);
    }

    /** Reads all; replaces in the request what the reader replaces. */
    void read(ObjectNode request, Reader reader) {
        for (JsonNode message : request.path("messages")) {
            if (message instanceof ObjectNode object) {
                message(object, reader);
            }
        }
        for (String field : new String[] {"input", "instructions", "prompt"}) {
            content(request, field, "user", reader);
        }
    }

    private void message(ObjectNode message, Reader reader) {
        String role = message.path("role").asText("user");
        content(message, "content", role, reader);
        for (JsonNode call : message.path("tool_calls")) {
            if (call.path("function") instanceof ObjectNode function) {
                arguments(function, role, reader);
            }
        }
        if (message.path("function_call") instanceof ObjectNode function) {
            arguments(function, role, reader);
        }
    }

    /** A text, or a list of texts, parts with a text, or messages. */
    private void content(ObjectNode holder, String field, String role, Reader reader) {
        JsonNode content = holder.get(field);
        if (content instanceof TextNode text) {
            String read = reader.read(role, text.textValue());
            if (!same(read, text)) {
                holder.put(field, read);
            }
        } else if (content instanceof ArrayNode parts) {
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i) instanceof TextNode text) {
                    String read = reader.read(role, text.textValue());
                    if (!same(read, text)) {
                        parts.set(i, TextNode.valueOf(read));
                    }
                } else if (parts.get(i) instanceof ObjectNode part) {
                    part(part, role, reader);
                }
            }
        } else if (content instanceof ObjectNode part) {
            part(part, role, reader);
        }
    }

    private void part(ObjectNode part, String role, Reader reader) {
        content(part, "text", role, reader);
        content(part, "content", role, reader);
    }

    /** Arguments are JSON in a text: its strings are read one by one, so that it stays JSON. */
    private void arguments(ObjectNode function, String role, Reader reader) {
        if (!(function.get("arguments") instanceof TextNode arguments)) {
            return;
        }
        try {
            JsonNode tree = json.readTree(arguments.textValue());
            if (tree != null && tree.isContainerNode()) {
                if (strings(tree, role, reader)) {
                    function.put("arguments", json.writeValueAsString(tree));
                }
                return;
            }
        } catch (JsonProcessingException notJson) {
            // A model may have been cut short; then it is a text like any other.
        }
        String read = reader.read(role, arguments.textValue());
        if (!same(read, arguments)) {
            function.put("arguments", read);
        }
    }

    private static boolean strings(JsonNode tree, String role, Reader reader) {
        boolean changed = false;
        if (tree instanceof ObjectNode object) {
            for (var entry : object.properties()) {
                if (entry.getValue() instanceof TextNode text) {
                    String read = reader.read(role, text.textValue());
                    changed |= !same(read, text);
                    entry.setValue(TextNode.valueOf(read));
                } else {
                    changed |= strings(entry.getValue(), role, reader);
                }
            }
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TextNode text) {
                    String read = reader.read(role, text.textValue());
                    changed |= !same(read, text);
                    array.set(i, TextNode.valueOf(read));
                } else {
                    changed |= strings(array.get(i), role, reader);
                }
            }
        }
        return changed;
    }

    private static boolean same(String read, TextNode text) {
        return read.equals(text.textValue());
    }
}
