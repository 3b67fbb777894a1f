package dev.millrace.codehosts.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to make. Immutable; every method returns another one.
 *
 * @param target relative to the host's base URL, encoded; or absolute
 * @param repeatable whether the same request twice does no harm, so that it is made again when no answer came
 */
public record Call(
        String method,
        String target,
        Map<String, String> headers,
        @Nullable JsonNode body,
        boolean repeatable) {

    public Call {
        headers = Map.copyOf(headers);
    }

    /** @param segments of the path, each of which is encoded, a slash in it too */
    public static Call get(String... segments) {
        return new Call("GET", path(segments), Map.of(), null, true);
    }

    /** What a host's answer points to. */
    public static Call get(URI absolute) {
        return new Call("GET", absolute.toString(), Map.of(), null, true);
    }

    public static Call post(String... segments) {
        return new Call("POST", path(segments), Map.of(), null, false);
    }

    public static Call put(String... segments) {
        return new Call("PUT", path(segments), Map.of(), null, true);
    }

    public static Call patch(String... segments) {
        return new Call("PATCH", path(segments), Map.of(), null, false);
    }

    public static Call delete(String... segments) {
        return new Call("DELETE", path(segments), Map.of(), null, true);
    }

    public Call query(String name, Object value) {
        String pair = encode(name) + "=" + encode(value.toString());
        return new Call(method, target + (target.contains("?") ? "&" : "?") + pair, headers, body, repeatable);
    }

    public Call header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, target, more, body, repeatable);
    }

    public Call json(JsonNode content) {
        return new Call(method, target, headers, Objects.requireNonNull(content), repeatable);
    }

    /** Says that it may be made twice, such as a POST that only reads. */
    public Call again() {
        return new Call(method, target, headers, body, true);
    }

    /** Method and path, for messages. */
    @Override
    public String toString() {
        return method + " " + target.replaceFirst("\\?.*", "");
    }

    private static String path(String... segments) {
        return Arrays.stream(segments).map(Call::encode).collect(Collectors.joining("/"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
