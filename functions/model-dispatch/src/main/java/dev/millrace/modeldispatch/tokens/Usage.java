package dev.millrace.modeldispatch.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a call.
 *
 * @param input all of them, the cached ones included
 * @param cached that the upstream had read before
 */
public record Usage(long input, long cached, long output) {

    public static final Usage NONE = new Usage(0, 0, 0);

    /**
     * The field {@code usage} of an answer, in the names of Chat Completions or of Responses. The counts are as the
     * upstream says, however absurd; see {@link #isPlausible}.
     *
     * @return null when it says nothing
     */
    public static @Nullable Usage read(@Nullable JsonNode usage) {
        if (usage == null || !usage.isObject()) {
            return null;
        }
        JsonNode input = usage.has("prompt_tokens") ? usage.get("prompt_tokens") : usage.get("input_tokens");
        JsonNode output = usage.has("completion_tokens") ? usage.get("completion_tokens") : usage.get("output_tokens");
        JsonNode details = usage.has("prompt_tokens_details")
                ? usage.get("prompt_tokens_details")
                : usage.get("input_tokens_details");
        if (input == null && output == null) {
            return null;
        }
        long read = count(input);
        long cached = details == null ? 0 : count(details.get("cached_tokens"));
        return new Usage(read, cached < 0 || cached > read ? 0 : cached, count(output));
    }

    /** What is no whole number is as absurd as a negative one. */
    private static long count(@Nullable JsonNode number) {
        if (number == null || number.isNull()) {
            return 0;
        }
        return number.isIntegralNumber() && number.canConvertToLong() ? number.longValue() : -1;
    }

    /** Whether a call that could use so much can have used this. */
    public boolean isPlausible(Usage most) {
        return input >= 0 && output >= 0 && input <= 4 * most.input() + 10_000 && output <= 2 * most.output() + 1_000;
    }

    public long total() {
        return input + output;
    }
}
