package dev.millrace.forge.http;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that is to go wrong.
 *
 * @param method empty for any
 * @param path found somewhere in path and query
 * @param left how many requests it still hits
 */
public record Fault(long number, String method, Pattern path, Effect effect, int left) {

    /** How it goes wrong. */
    public sealed interface Effect {

        /** An answer without the request being handled. */
        record Answer(int status, Map<String, String> headers, String body) implements Effect {}

        record Delay(Duration duration) implements Effect {}

        /**
         * The connection ends without an answer.
         *
         * @param handled whether the request takes effect first
         */
        record Drop(boolean handled) implements Effect {}
    }

    boolean hits(String requestMethod, String target) {
        return (method.isEmpty() || method.equalsIgnoreCase(requestMethod))
                && path.matcher(target).find();
    }

    Fault used() {
        return new Fault(number, method, path, effect, left - 1);
    }
}
