package dev.millrace.forge.ado.wit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketLink;
import java.util.Set;
import java.util.function.Function;

/** Work items as Azure Boards shows them. */
public record WorkItemView(Site site) {

    private static final Set<String> PEOPLE = Set.of(Ticket.ASSIGNEE, Ticket.AUTHOR, Ticket.CHANGED_BY);

    /** Everything about a work item. */
    public ObjectNode full(Ticket ticket) {
        ObjectNode view = view(ticket, Set.of(), true);
        String url = url(ticket);
        ObjectNode links = view.putObject("_links");
        links.putObject("self").put("href", url);
        links.putObject("workItemUpdates").put("href", url + "/updates");
        links.putObject("workItemRevisions").put("href", url + "/revisions");
        links.putObject("workItemComments").put("href", url + "/comments");
        links.putObject("html").put("href", site.base() + "/_workitems/edit/" + ticket.number());
        return view;
    }

    /** @param fields names of the fields to show; empty for all */
    ObjectNode view(Ticket ticket, Set<String> fields, boolean relations) {
        ObjectNode view = Json.object().put("id", ticket.number()).put("rev", ticket.rev());
        view.set("fields", fields(ticket, fields, person -> site.identity(person)));
        if (relations && !ticket.links().isEmpty()) {
            view.set("relations", Json.array(ticket.links(), WorkItemView::relation));
        }
        return view.put("url", url(ticket));
    }

    /** @param person how to show somebody: versions differ */
    public ObjectNode fields(Ticket ticket, Set<String> wanted, Function<Person, JsonNode> person) {
        ObjectNode fields = Json.object();
        ticket.fields().forEach((name, value) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
                fields.set(name, field(name, value, person));
            }
        });
        if (wanted.isEmpty() || wanted.contains("System.CommentCount")) {
            fields.put(
                    "System.CommentCount",
                    site.core().conversations().about(ticket.number()).size());
        }
        return fields;
    }

    /** A field's value with people shown as wanted. */
    public JsonNode field(String name, JsonNode value, Function<Person, JsonNode> person) {
        return PEOPLE.contains(name) && !value.asText().isEmpty()
                ? person.apply(site.core().people().named(value.asText()))
                : value;
    }

    /** How old resource versions show somebody. */
    public static JsonNode asText(Person person) {
        return TextNode.valueOf(person.name() + " <" + person.mail() + ">");
    }

    public String url(Ticket ticket) {
        return site.base() + "/"
                + site.core().projects().project(ticket.project()).guid() + "/_apis/wit/workItems/" + ticket.number();
    }

    public static ObjectNode relation(TicketLink link) {
        ObjectNode view = Json.object().put("rel", link.rel()).put("url", link.url());
        ObjectNode attributes = view.putObject("attributes");
        link.attributes().forEach(attributes::set);
        return view;
    }
}
