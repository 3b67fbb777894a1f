package dev.millrace.hookvalidation.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.TicketEvent;
import dev.millrace.contracts.events.TicketEvent.Asks;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.contracts.tenant.TicketRules;
import dev.millrace.hookvalidation.Json;
import dev.millrace.hookvalidation.Meaning;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A work item hook. An update carries the whole item as its {@code revision} and the changes beside it. */
final class AdoWorkItem {

    private static final Set<String> CLOSED = Set.of("Closed", "Done", "Resolved", "Removed", "Completed");
    private static final Pattern NAME_AND_MAIL = Pattern.compile("(.*?)\\s*<([^<>]+)>");

    private final JsonNode resource;
    private final JsonNode item;
    private final HostBinding host;
    private final TicketRules rules;

    AdoWorkItem(JsonNode body, HostBinding host, TicketRules rules) {
        this.resource = body.path("resource");
        this.item = resource.has("revision") ? resource.path("revision") : resource;
        this.host = host;
        this.rules = rules;
    }

    Meaning meaning(String type) {
        String id = Json.text(item, "/id");
        String project = Json.text(item, "/fields/System.TeamProject");
        if (id == null || project == null) {
            return Meaning.unclear(
                    "The work item has no id or no System.TeamProject. Set 'Resource details to send' to 'All'.");
        }
        if (!host.serves(project)) {
            return Meaning.foreignProject(project);
        }
        String state = Objects.requireNonNullElse(now("System.State"), "");
        Optional<Asks> asks = rules.asks(tags(), assignees());
        if (asks.isEmpty()) {
            return new Meaning.Nothing(type, "The work item has none of the tags or assignees that ask for work.");
        }
        if (CLOSED.contains(state)) {
            return new Meaning.Nothing(type, "The work item asks for work, but its state is " + state + ".");
        }
        return fact(new TicketRef(host.name(), project, id), asks.get());
    }

    private Meaning fact(TicketRef ticket, Asks asks) {
        String title = Objects.requireNonNullElse(now("System.Title"), "");
        Integer revision = Json.number(item, "/rev");
        boolean reopened = CLOSED.contains(Objects.requireNonNullElse(before("System.State"), ""));
        return new Meaning.Fact(
                reopened
                        ? new TicketEvent.Reopened(ticket, title, link(), revision, asks)
                        : new TicketEvent.Opened(ticket, title, link(), revision, asks),
                ticket);
    }

    private @Nullable URI link() {
        URI page = Json.link(resource, "/_links/html/href");
        return page != null ? page : Json.link(item, "/url");
    }

    private List<String> tags() {
        String tags = now("System.Tags");
        return tags == null
                ? List.of()
                : Arrays.stream(tags.split(";")).map(String::strip).toList();
    }

    /** Version 1.0 writes an identity as text, later ones as an object. */
    private List<String> assignees() {
        JsonNode identity = current("System.AssignedTo");
        if (identity.isObject()) {
            return Stream.of("/displayName", "/uniqueName")
                    .map(name -> Json.text(identity, name))
                    .filter(Objects::nonNull)
                    .toList();
        }
        Matcher both = NAME_AND_MAIL.matcher(identity.asText());
        return both.matches() ? List.of(both.group(1), both.group(2)) : List.of(identity.asText());
    }

    private @Nullable String now(String field) {
        JsonNode value = current(field);
        return value.isTextual() ? value.textValue() : null;
    }

    /** The changed value where the update names one, else the value in the item. */
    private JsonNode current(String field) {
        JsonNode change = resource.path("fields").path(field);
        if (change.isObject() && change.has("newValue")) {
            return change.get("newValue");
        }
        return change.isObject() && change.has("oldValue")
                ? change.path("newValue")
                : item.path("fields").path(field);
    }

    private @Nullable String before(String field) {
        return Json.text(resource.path("fields").path(field), "/oldValue");
    }
}
