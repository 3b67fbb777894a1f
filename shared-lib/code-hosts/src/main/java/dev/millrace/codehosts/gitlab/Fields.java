package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Reply;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads fields of GitLab's answers. */
final class Fields {

    private Fields() {}

    /** @throws HostException.Unavailable when it is missing: then something else than GitLab answered */
    static String needed(JsonNode node, String field) {
        String text = text(node, field);
        if (text == null) {
            throw new HostException.Unavailable("The answer lacks '" + field + "'", null);
        }
        return text;
    }

    /** @return null when it is missing, null or empty */
    static @Nullable String text(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isEmpty() ? null : text;
    }

    static @Nullable URI link(JsonNode node, String field) {
        String text = text(node, field);
        try {
            return text == null ? null : URI.create(text);
        } catch (IllegalArgumentException e) {
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

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    static Stream<JsonNode> items(List<Reply> pages) {
        return pages.stream().flatMap(page -> page.json().valueStream());
    }

    /**
     * Labels as GitLab takes them.
     *
     * @throws HostException.Invalid when one has a comma, which would make two of it
     */
    static String labels(List<String> labels) {
        labels.stream().filter(label -> label.contains(",")).findFirst().ifPresent(label -> {
            throw new HostException.Invalid("GitLab has no labels with a comma such as '" + label + "'");
        });
        return String.join(",", labels);
    }
}
