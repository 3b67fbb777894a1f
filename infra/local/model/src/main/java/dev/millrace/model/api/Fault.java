package dev.millrace.model.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that is to go wrong.
 *
 * @param path found somewhere in the path of a request
 * @param left how many requests it still hits
 */
record Fault(Pattern path, Effect effect, int left) {

    /** How it goes wrong. */
    sealed interface Effect {

        /** An answer in place of the model's. */
        record Answer(int status, Map<String, String> headers, String body) implements Effect {}

        record Delay(Duration duration) implements Effect {}

        /**
         * The connection ends in the middle.
         *
         * @param chunks of a stream that get through before
         */
        record Cut(int chunks) implements Effect {}

        /** The answer, or a chunk of the stream, is no JSON. */
        record Malformed() implements Effect {}
    }

    Fault used() {
        return new Fault(path, effect, left - 1);
    }

    /** @throws IllegalArgumentException saying what a fault may be */
    static Fault of(JsonNode wish) {
        return new Fault(
                Pattern.compile(wish.path("path").asText(".*")),
                effect(wish),
                Math.max(1, wish.path("count").asInt(1)));
    }

    private static Effect effect(JsonNode wish) {
        if (wish.has("delayMillis")) {
            return new Effect.Delay(Duration.ofMillis(wish.get("delayMillis").asLong()));
        }
        if (wish.has("cutAfter")) {
            return new Effect.Cut(wish.get("cutAfter").asInt());
        }
        if (wish.path("malformed").asBoolean()) {
            return new Effect.Malformed();
        }
        int status = wish.path("status").asInt(0);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException(
                    "Give 'status' (400 to 599), 'delayMillis', 'cutAfter' (chunks) or 'malformed'.");
        }
        var headers = new LinkedHashMap<String, String>();
        wish.path("headers")
                .properties()
                .forEach(each -> headers.put(each.getKey(), each.getValue().asText()));
        String body = wish.has("body")
                ? wish.get("body").asText()
                : OpenAiError.body(status, "planned_fault", "A planned fault.").toString();
        return new Effect.Answer(status, headers, body);
    }
}
