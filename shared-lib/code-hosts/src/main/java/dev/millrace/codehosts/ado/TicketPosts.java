package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An update of a work item in the form of a service hook, version 1.0: people are text. */
final class TicketPosts {

    private static final String VERSION = "1.0";

    private TicketPosts() {}

    /** When an update was made; null when it made no revision. */
    static @Nullable Instant when(JsonNode update) {
        return Json.time(update, "/fields/System.ChangedDate/newValue");
    }

    /**
     * @param item the work item as the update left it
     * @param page where people read it
     */
    static Happening happening(JsonNode update, JsonNode item, String page) {
        int rev = update.path("rev").asInt();
        boolean created = rev == 1;
        return new Happening(
                Objects.requireNonNullElse(when(update), Instant.EPOCH),
                TicketNews.key(item.path("id").asLong(), rev),
                created ? "workitem.created" : "workitem.updated",
                created ? created(item, page) : updated(update, item, page),
                VERSION);
    }

    private static ObjectNode created(JsonNode item, String page) {
        ObjectNode resource = item(item);
        resource.putObject("_links").putObject("html").put("href", page);
        return resource;
    }

    private static ObjectNode updated(JsonNode update, JsonNode item, String page) {
        ObjectNode resource = Json.object()
                .put("id", update.path("id").asLong())
                .put("workItemId", item.path("id").asLong())
                .put("rev", update.path("rev").asInt())
                .put(
                        "revisedDate",
                        update.at("/fields/System.ChangedDate/newValue").asText());
        resource.set("revisedBy", update.path("revisedBy"));
        ObjectNode changes = resource.putObject("fields");
        update.path("fields").properties().forEach(field -> {
            ObjectNode change = changes.putObject(field.getKey());
            field.getValue().properties().forEach(value -> change.set(value.getKey(), plain(value.getValue())));
        });
        if (update.has("relations")) {
            resource.set("relations", update.path("relations"));
        }
        resource.putObject("_links").putObject("html").put("href", page);
        resource.put("url", update.path("url").asText());
        resource.set("revision", item(item));
        return resource;
    }

    private static ObjectNode item(JsonNode item) {
        ObjectNode view = Json.object()
                .put("id", item.path("id").asLong())
                .put("rev", item.path("rev").asInt());
        ObjectNode fields = view.putObject("fields");
        item.path("fields").properties().forEach(field -> fields.set(field.getKey(), plain(field.getValue())));
        return view.put("url", item.path("url").asText());
    }

    /** Version 1.0 writes {@code Ada <ada@example.org>}. */
    private static JsonNode plain(JsonNode value) {
        if (!value.isObject() || !value.has("displayName")) {
            return value;
        }
        String unique = value.path("uniqueName").asText("");
        String name = value.path("displayName").asText();
        return TextNode.valueOf(unique.isEmpty() ? name : name + " <" + unique + ">");
    }
}
