package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a hook would have told.
 *
 * @param change names it among all of its kind and ends with {@code @} and its time
 * @param action as hooks call it
 * @param item as lists show it now
 */
record News(Kind kind, String change, String action, Instant at, JsonNode item) {

    /** That an item is as it is. */
    static News of(Kind kind, JsonNode item) {
        Instant at = updated(item);
        String id = Fields.needed(item, kind == Kind.PIPELINE ? "id" : "iid");
        return new News(kind, id + "@" + at, action(item), at, item);
    }

    /** That an issue was opened again. An issue as it is does not say so. */
    static Optional<News> reopened(JsonNode issue, JsonNode event) {
        Instant at = Fields.time(event, "created_at");
        if (at == null || !event.path("state").asText().equals("reopened")) {
            return Optional.empty();
        }
        String change = Fields.needed(issue, "iid") + "/" + Fields.needed(event, "id") + "@" + at;
        return Optional.of(new News(Kind.ISSUE, change, "reopen", at, issue));
    }

    static Instant updated(JsonNode item) {
        Instant updated = Fields.time(item, "updated_at");
        return updated == null ? Objects.requireNonNullElse(Fields.time(item, "created_at"), Instant.EPOCH) : updated;
    }

    /** When a change of this name happened. */
    static Instant time(String change) {
        try {
            return Instant.parse(change.substring(change.indexOf('@') + 1));
        } catch (DateTimeParseException e) {
            throw new HostException.Invalid("'" + change + "' is none of this adapter's cursors");
        }
    }

    private static String action(JsonNode item) {
        return switch (item.path("state").asText()) {
            case "merged" -> "merge";
            case "closed" -> "close";
            default -> item.path("created_at").equals(item.path("updated_at")) ? "open" : "update";
        };
    }
}
