package dev.millrace.forge.ado.wit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketLink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** What one revision changed. */
public record UpdateView(Site site) {

    ObjectNode update(Optional<Ticket> before, Ticket after) {
        String url = new WorkItemView(site).url(after) + "/updates/" + after.rev();
        ObjectNode view = Json.object()
                .put("id", after.rev())
                .put("workItemId", after.number())
                .put("rev", after.rev())
                .put("revisedDate", after.text(Ticket.CHANGED))
                .put("url", url);
        view.set("revisedBy", site.identity(after.text(Ticket.CHANGED_BY)));
        view.set("fields", changes(before, after, person -> site.identity(person)));
        relations(before, after, view);
        return view;
    }

    /** Old and new values of the fields that differ. */
    public ObjectNode changes(Optional<Ticket> before, Ticket after, Function<Person, JsonNode> person) {
        Map<String, JsonNode> old = before.map(Ticket::fields).orElse(Map.of());
        var names = new TreeSet<>(old.keySet());
        names.addAll(after.fields().keySet());
        var view = new WorkItemView(site);
        ObjectNode changes = Json.object();
        for (String name : names) {
            JsonNode was = old.get(name);
            JsonNode is = after.fields().get(name);
            if (was == null ? is == null : was.equals(is)) {
                continue;
            }
            ObjectNode change = changes.putObject(name);
            if (was != null) {
                change.set("oldValue", view.field(name, was, person));
            }
            if (is != null) {
                change.set("newValue", view.field(name, is, person));
            }
        }
        return changes;
    }

    /** Adds what changed in the relations, if anything did. */
    public void relations(Optional<Ticket> before, Ticket after, ObjectNode view) {
        List<TicketLink> old = before.map(Ticket::links).orElse(List.of());
        ArrayNode added = Json.array(
                after.links().stream().filter(link -> !old.contains(link)).toList(), WorkItemView::relation);
        ArrayNode removed = Json.array(
                old.stream().filter(link -> !after.links().contains(link)).toList(), WorkItemView::relation);
        if (!added.isEmpty() || !removed.isEmpty()) {
            ObjectNode relations = view.putObject("relations");
            relations.set("added", added);
            relations.set("removed", removed);
        }
    }
}
