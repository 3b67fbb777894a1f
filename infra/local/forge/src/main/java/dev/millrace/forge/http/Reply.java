package dev.millrace.forge.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(int status, Map<String, String> headers, byte[] body) {

    private static final String TYPE = "Content-Type";

    public static Reply json(int status, JsonNode body) {
        return new Reply(status, Map.of(TYPE, "application/json; charset=utf-8"), Json.write(body));
    }

    public static Reply ok(JsonNode body) {
        return json(200, body);
    }

    public static Reply created(JsonNode body) {
        return json(201, body);
    }

    public static Reply nothing() {
        return new Reply(204, Map.of(), new byte[0]);
    }

    public static Reply text(String body) {
        return bytes("text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply bytes(String type, byte[] body) {
        return new Reply(200, Map.of(TYPE, type), body);
    }

    public Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }
}
