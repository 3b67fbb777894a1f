package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.Tickets;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.TicketRef;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Tickets over issues of GitLab. Their states are {@code opened} and {@code closed}. */
final class GitlabTickets implements Tickets {

    private static final String ISSUES = "issues";

    private final Site site;
    private final Notes notes;

    GitlabTickets(Site site, Notes notes) {
        this.site = site;
        this.notes = notes;
    }

    @Override
    public Ticket read(TicketRef ticket) {
        String[] one = one(ticket);
        JsonNode issue = site.http().send(Call.get(one)).json();
        List<Link> links = site.http()
                .find(Call.get(Site.at(ticket.project(), ISSUES, ticket.id(), "links")))
                .map(reply -> links(reply.json()))
                .orElse(List.of());
        return ticket(ticket, issue, links);
    }

    private static String[] one(TicketRef ticket) {
        return Site.at(ticket.project(), ISSUES, Site.number(ticket.id()));
    }

    static Ticket ticket(TicketRef ref, JsonNode issue, List<Link> links) {
        String state = Fields.needed(issue, "state");
        return new Ticket(
                ref,
                issue.path("title").asText(),
                issue.path("description").asText(""),
                Fields.text(issue.path("author"), "username"),
                state,
                state.equals("closed"),
                Fields.texts(issue.path("labels")),
                issue.path("assignees")
                        .valueStream()
                        .flatMap(GitlabTickets::names)
                        .distinct()
                        .toList(),
                links,
                Fields.link(issue, "web_url"));
    }

    private static Stream<String> names(JsonNode person) {
        return Stream.of("username", "name", "public_email", "email")
                .map(field -> Optional.ofNullable(Fields.text(person, field)))
                .flatMap(Optional::stream);
    }

    static List<Link> links(JsonNode linked) {
        return linked.valueStream()
                .filter(issue -> issue.hasNonNull("web_url"))
                .map(issue -> new Link(
                        issue.path("link_type").asText("relates_to"),
                        issue.path("web_url").asText()))
                .toList();
    }

    @Override
    public URI comment(TicketRef ticket, String marker, String markdown) {
        return notes.write(ticket.project(), ISSUES, Site.number(ticket.id()), marker, markdown);
    }

    /** GitLab changes state and labels in one go, and leaves what is so. */
    @Override
    public void update(TicketRef ticket, Change change) {
        ObjectNode wish = JsonNodeFactory.instance.objectNode();
        if (change.state() != null) {
            wish.put("state_event", event(change.state()));
        }
        if (!change.addTags().isEmpty()) {
            wish.put("add_labels", Fields.labels(change.addTags()));
        }
        if (!change.removeTags().isEmpty()) {
            wish.put("remove_labels", Fields.labels(change.removeTags()));
        }
        if (!wish.isEmpty()) {
            site.http().send(Call.put(one(ticket)).json(wish));
        }
    }

    private static String event(String state) {
        return switch (state.toLowerCase(Locale.ROOT)) {
            case "opened" -> "reopen";
            case "closed" -> "close";
            default ->
                throw new HostException.Invalid(
                        "An issue of GitLab is never '" + state + "' but only 'opened' or 'closed'");
        };
    }
}
