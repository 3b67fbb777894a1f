package dev.millrace.transparency.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.transparency.StrictBase64;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Strict reading of one JSON object. The formats here know each member: one that is unknown, twice there, missing or of
 * another kind is an {@link IllegalArgumentException}, because two readers could understand it differently.
 */
final class Members {

    private Members() {}

    static void requireObject(@Nullable JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("is not a JSON object");
        }
    }

    static String text(JsonParser json, @Nullable Object earlier) throws IOException {
        requireFirst(json, earlier);
        require(json, JsonToken.VALUE_STRING, "a text");
        return json.getText();
    }

    static byte[] bytes(JsonParser json, @Nullable Object earlier) throws IOException {
        requireFirst(json, earlier);
        require(json, JsonToken.VALUE_STRING, "a text in base64");
        return StrictBase64.decode(json.getText());
    }

    static long number(JsonParser json, @Nullable Object earlier) throws IOException {
        requireFirst(json, earlier);
        require(json, JsonToken.VALUE_NUMBER_INT, "a whole number");
        return json.getLongValue();
    }

    static void requireFirst(JsonParser json, @Nullable Object earlier) throws IOException {
        if (earlier != null) {
            throw new IllegalArgumentException("has the member " + json.currentName() + " twice");
        }
    }

    static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("has an unknown member " + name);
    }

    static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("lacks the member " + name);
        }
        return value;
    }

    private static void require(JsonParser json, JsonToken expected, String description) throws IOException {
        if (json.nextToken() != expected) {
            throw new IllegalArgumentException("has a member " + json.currentName() + " that is not " + description);
        }
    }
}
