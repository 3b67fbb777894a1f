package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways through trees of JSON. */
final class Json {

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    /** Null when it is not there, null or empty. */
    static @Nullable String text(JsonNode node, String pointer) {
        String text = node.at(pointer).asText("");
        return text.isEmpty() || node.at(pointer).isNull() ? null : text;
    }

    /** Null when it is no time. */
    static @Nullable Instant time(JsonNode node, String pointer) {
        try {
            return OffsetDateTime.parse(node.at(pointer).asText("")).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Null when it is no link. */
    static @Nullable URI link(JsonNode node, String pointer) {
        String text = node.at(pointer).asText("");
        try {
            return text.isEmpty() ? null : URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Who somebody is: the name that signs in, else the one that is shown; null when there is nobody. */
    static @Nullable String person(JsonNode identity) {
        String unique = text(identity, "/uniqueName");
        return unique == null ? text(identity, "/displayName") : unique;
    }
}
