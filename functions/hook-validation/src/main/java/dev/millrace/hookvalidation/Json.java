package dev.millrace.hookvalidation;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads fields of foreign JSON, where anything may be missing or of another type. */
public final class Json {

    /** As GitLab's pipeline hooks write times; the others of GitLab are RFC 3339. */
    private static final Pattern GITLAB_TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) (\\d{2}:\\d{2}:\\d{2}) (?:UTC|\\+0000)");

    private Json() {}

    /** @return the text or number at a JSON pointer; null when it is missing, empty or neither */
    public static @Nullable String text(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        return value.isTextual() || value.isIntegralNumber() ? emptyToNull(value.asText()) : null;
    }

    public static @Nullable Integer number(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        return value.canConvertToInt() && value.isIntegralNumber() ? (Integer) value.intValue() : null;
    }

    /** @return null when the field is missing or no absolute http(s) address */
    public static @Nullable URI link(JsonNode node, String pointer) {
        String text = text(node, pointer);
        if (text == null || !(text.startsWith("http://") || text.startsWith("https://"))) {
            return null;
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** @return null when the field is missing or no timestamp of RFC 3339 or of GitLab's pipelines */
    public static @Nullable Instant time(JsonNode node, String pointer) {
        String text = text(node, pointer);
        try {
            return text == null
                    ? null
                    : OffsetDateTime.parse(GITLAB_TIME.matcher(text).replaceFirst("$1T$2Z"))
                            .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
