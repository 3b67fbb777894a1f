package dev.millrace.model.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * Tokens as the stand-in counts them: four bytes of UTF-8 are one, which is near what English text takes elsewhere.
 */
record Tokens(long input, long output) {

    private static final int BYTES = 4;
    private static final int PER_MESSAGE = 4;

    static long of(String text) {
        return Math.ceilDiv((long) text.getBytes(StandardCharsets.UTF_8).length, BYTES);
    }

    /** Of all messages, with what sets them apart. */
    static long of(JsonNode messages) {
        long sum = 0;
        for (JsonNode message : messages) {
            sum += PER_MESSAGE + of(Conversation.text(message));
        }
        return sum;
    }

    /** The part of a text that so many tokens hold. */
    static String first(String text, long tokens) {
        int end = 0;
        long bytes = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > tokens * BYTES) {
                return text.substring(0, end);
            }
            end += Character.charCount(point);
        }
        return text;
    }

    ObjectNode usage() {
        ObjectNode usage = JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0);
        return usage;
    }
}
