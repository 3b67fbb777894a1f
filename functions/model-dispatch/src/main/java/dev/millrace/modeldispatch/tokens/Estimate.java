package dev.millrace.modeldispatch.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.DispatchConfig;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/** How many tokens a request can use, and how many it has probably used when nobody says. */
@Singleton
public class Estimate {

    private static final Set<String> ATTACHMENTS =
            Set.of("image_url", "input_audio", "file", "file_data", "input_image");
    private static final int LIKELY_BYTES_PER_TOKEN = 4;
    private static final long MOST_CHOICES = 128;
    private static final long MOST_OUTPUT = 10_000_000;

    private final DispatchConfig.Estimate rules;

    Estimate(DispatchConfig settings) {
        this.rules = settings.estimate();
    }

    /**
     * A bound: no tokenizer in use makes more tokens of text than one for two bytes of UTF-8 on average.
     *
     * @param usualOutput where the request has no bound of its own
     */
    public Usage most(ObjectNode request, long usualOutput) {
        long input = bytes(request) / rules.bytesPerToken()
                + (long) rules.tokensPerMessage()
                        * (1 + request.path("messages").size());
        return new Usage(input, 0, usualOutput == 0 ? 0 : output(request, usualOutput));
    }

    /**
     * What was used when nobody counted.
     *
     * @param most that the request could use
     * @param answered bytes of the answer's text
     * @param parts of the answer that had text, each at least a token
     */
    public Usage likely(Usage most, long answered, long parts) {
        return new Usage(
                roundedUp(most.input() * rules.bytesPerToken(), LIKELY_BYTES_PER_TOKEN),
                0,
                Math.max(roundedUp(answered, LIKELY_BYTES_PER_TOKEN), parts));
    }

    /** What the caller bounds an answer to, for all choices together; 0 when the request does not say. */
    public static long bound(ObjectNode request) {
        for (String field : new String[] {"max_completion_tokens", "max_tokens", "max_output_tokens"}) {
            JsonNode bound = request.get(field);
            if (bound != null && bound.canConvertToLong() && bound.longValue() > 0) {
                return Math.min(bound.longValue(), MOST_OUTPUT);
            }
        }
        return 0;
    }

    private static long output(ObjectNode request, long usual) {
        long bound = bound(request);
        long choices = Math.clamp(request.path("n").asLong(1), 1L, MOST_CHOICES);
        return (bound == 0 ? usual : bound) * choices;
    }

    private long bytes(JsonNode node) {
        if (node.isTextual()) {
            return utf8(node.textValue());
        }
        if (node.isObject()) {
            long bytes = 0;
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                bytes += ATTACHMENTS.contains(field.getKey())
                        ? (long) rules.tokensPerAttachment() * rules.bytesPerToken()
                        : field.getKey().length() + bytes(field.getValue());
            }
            return bytes;
        }
        if (node.isArray()) {
            long bytes = 0;
            for (JsonNode each : node) {
                bytes += bytes(each);
            }
            return bytes;
        }
        // A number may be a token by itself, as in the input of embeddings.
        return rules.bytesPerToken();
    }

    private static long utf8(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    private static long roundedUp(long bytes, int per) {
        return (bytes + per - 1) / per;
    }
}
