package dev.millrace.modeldispatch.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.Digest;
import dev.millrace.modeldispatch.route.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What makes two requests the same: everything but the order of fields, and how the answer is delivered. */
public final class RequestDigest {

    private static final Set<String> DELIVERY = Set.of("stream", "stream_options", "user", "model", "metadata");

    private RequestDigest() {}

    public static Digest of(Operation operation, String alias, ObjectNode request) {
        MessageDigest digest = Digest.sha256();
        feed(digest, operation.name());
        feed(digest, alias);
        for (var field : sorted(request).entrySet()) {
            if (!DELIVERY.contains(field.getKey())) {
                feed(digest, field.getKey());
                feed(digest, field.getValue());
            }
        }
        return Digest.finish(digest);
    }

    private static void feed(MessageDigest digest, JsonNode node) {
        if (node.isObject()) {
            digest.update((byte) '{');
            sorted(node).forEach((name, value) -> {
                feed(digest, name);
                feed(digest, value);
            });
            digest.update((byte) '}');
        } else if (node.isArray()) {
            digest.update((byte) '[');
            node.forEach(each -> feed(digest, each));
            digest.update((byte) ']');
        } else {
            feed(digest, node.toString());
        }
    }

    private static SortedMap<String, JsonNode> sorted(JsonNode object) {
        var sorted = new TreeMap<String, JsonNode>();
        object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        return sorted;
    }

    /** A text's length before it keeps two texts apart from one. */
    private static void feed(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
