package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads fields that may be missing. */
final class Json {

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The text or number in a field; null when it is neither, or empty. */
    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        String text = value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
        return text.isEmpty() ? null : text;
    }

    /** The text in a field; empty text when there is none. */
    static String orEmpty(JsonNode node, String field) {
        String text = text(node, field);
        return text == null ? "" : text;
    }

    static @Nullable URI link(JsonNode node, String field) {
        String text = text(node, field);
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    static @Nullable Instant time(JsonNode node, String field) {
        String text = text(node, field);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** When something happened; long ago when the host does not say. */
    static Instant timeOrEpoch(JsonNode node, String field) {
        Instant time = time(node, field);
        return time == null ? Instant.EPOCH : time;
    }

    /** The names of labels, which GitHub writes as texts here and as objects there. */
    static List<String> names(JsonNode labels) {
        return labels.valueStream()
                .map(label -> label.isTextual() ? label.asText() : orEmpty(label, "name"))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
