package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.Tickets;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.TicketRef;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Work items of Azure Boards. */
final class AdoTickets implements Tickets {

    private static final String COMMENTS = "7.1-preview.4";
    private static final int PAGE = 200;
    private static final int ATTEMPTS = 5;

    private final AdoApi api;
    private final WorkItemStates states;

    AdoTickets(AdoApi api, WorkItemStates states) {
        this.api = api;
        this.states = states;
    }

    @Override
    public Ticket read(TicketRef ticket) {
        JsonNode item = item(ticket);
        String state = WorkItemView.field(item, "System.State");
        boolean closed = states.closes(ticket.project(), WorkItemView.field(item, "System.WorkItemType"), state);
        return WorkItemView.ticket(ticket, item, closed);
    }

    private JsonNode item(TicketRef ticket) {
        JsonNode item = api.json(Call.get(path(ticket)).query("$expand", "all"));
        if (!WorkItemView.field(item, "System.TeamProject").equalsIgnoreCase(ticket.project())) {
            throw new HostException.NotFound("Work item " + ticket.id() + " is not of project " + ticket.project());
        }
        return item;
    }

    private static String[] path(TicketRef ticket, String... more) {
        if (!ticket.id().matches("[0-9]{1,10}")) {
            throw new HostException.NotFound("There is no work item '" + ticket.id() + "'");
        }
        List<String> path = new ArrayList<>(List.of("wit", "workItems", ticket.id()));
        path.addAll(List.of(more));
        return Paths.project(ticket.project(), path.toArray(String[]::new));
    }

    @Override
    public @Nullable URI comment(TicketRef ticket, String marker, String markdown) {
        JsonNode item = item(ticket);
        Optional<String> before = mine(ticket, marker);
        Call call = before.isPresent()
                ? Call.patch(path(ticket, "comments", before.get())).again()
                : Call.post(path(ticket, "comments"));
        JsonNode comment = api.json(call.query("format", "markdown")
                .query("api-version", COMMENTS)
                .json(Json.object().put("text", markdown)));
        URI page = Json.link(item, "/_links/html/href");
        return page == null ? null : page.resolve("#" + comment.path("id").asText());
    }

    /** The newest first, so that a comment of ours is found early. */
    private Optional<String> mine(TicketRef ticket, String marker) {
        String me = api.me().id();
        Call first = Call.get(path(ticket, "comments"))
                .query("$top", PAGE)
                .query("order", "desc")
                .query("api-version", COMMENTS);
        Optional<String> token = Optional.empty();
        do {
            JsonNode page = api.json(
                    token.map(text -> first.query("continuationToken", text)).orElse(first));
            for (JsonNode comment : page.path("comments")) {
                if (comment.at("/createdBy/id").asText().equalsIgnoreCase(me)
                        && !comment.path("isDeleted").asBoolean()
                        && comment.path("text").asText("").contains(marker)) {
                    return Optional.of(comment.path("id").asText());
                }
            }
            token = Optional.ofNullable(Json.text(page, "/continuationToken"));
        } while (token.isPresent());
        return Optional.empty();
    }

    @Override
    public void update(TicketRef ticket, Change change) {
        for (int attempt = 1; ; attempt++) {
            JsonNode item = item(ticket);
            ArrayNode patch = patch(ticket, item, change);
            if (patch.isEmpty()) {
                return;
            }
            patch.insertObject(0)
                    .put("op", "test")
                    .put("path", "/rev")
                    .put("value", item.path("rev").asInt());
            try {
                api.send(Call.patch(path(ticket))
                        .header("Content-Type", "application/json-patch+json")
                        .json(patch));
                return;
            } catch (Conflict e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** What differs from what is wanted. */
    private ArrayNode patch(TicketRef ticket, JsonNode item, Change change) {
        ArrayNode patch = Json.array();
        if (change.state() != null) {
            String type = WorkItemView.field(item, "System.WorkItemType");
            String state = states.named(ticket.project(), type, change.state());
            if (!state.equals(WorkItemView.field(item, "System.State"))) {
                set(patch, "System.State", state);
            }
        }
        List<String> before = WorkItemView.tags(item);
        List<String> after = tags(before, change);
        if (!after.equals(before)) {
            set(patch, "System.Tags", String.join("; ", after));
        }
        return patch;
    }

    private static void set(ArrayNode patch, String field, String value) {
        patch.addObject().put("op", "add").put("path", "/fields/" + field).put("value", value);
    }

    static List<String> tags(List<String> before, Change change) {
        List<String> tags = new ArrayList<>(before);
        tags.removeIf(tag -> change.removeTags().stream().anyMatch(tag::equalsIgnoreCase));
        for (String tag : change.addTags()) {
            if (tags.stream().noneMatch(tag::equalsIgnoreCase)) {
                tags.add(tag);
            }
        }
        return tags;
    }
}
