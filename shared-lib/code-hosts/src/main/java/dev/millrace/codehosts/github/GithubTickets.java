package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.Tickets;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.TicketRef;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Issues; a label is a tag. */
final class GithubTickets implements Tickets {

    private static final Set<String> STATES = Set.of("open", "closed");

    private final GithubApi api;
    private final MarkedComments comments;

    GithubTickets(GithubApi api) {
        this.api = api;
        this.comments = new MarkedComments(api);
    }

    @Override
    public Ticket read(TicketRef ticket) {
        JsonNode issue = issue(ticket);
        if (issue.has("pull_request")) {
            throw new HostException.NotFound(
                    "number " + ticket.id() + " of " + ticket.project() + " is a pull request and no issue");
        }
        return IssueView.of(ticket, issue);
    }

    private JsonNode issue(TicketRef ticket) {
        return api.send(Call.get(FullName.parse(ticket.project()).path("issues", FullName.number(ticket.id()))));
    }

    @Override
    public @Nullable URI comment(TicketRef ticket, String marker, String markdown) {
        return comments.put(FullName.parse(ticket.project()), FullName.number(ticket.id()), marker, markdown);
    }

    /** Each label is added and taken away for itself, so that nobody else's change is undone. */
    @Override
    public void update(TicketRef ticket, Change change) {
        String state = state(change.state());
        FullName at = FullName.parse(ticket.project());
        JsonNode issue = issue(ticket);
        List<String> labels = Json.names(issue.path("labels"));
        List<String> missing = change.addTags().stream()
                .filter(tag -> labels.stream().noneMatch(tag::equalsIgnoreCase))
                .toList();
        if (!missing.isEmpty()) {
            ObjectNode body = Json.object();
            ArrayNode names = body.putArray("labels");
            missing.forEach(names::add);
            api.run(Call.post(at.path("issues", ticket.id(), "labels"))
                    .json(body)
                    .again());
        }
        labels.stream()
                .filter(label -> change.removeTags().stream().anyMatch(label::equalsIgnoreCase))
                .forEach(label -> api.find(Call.delete(at.path("issues", ticket.id(), "labels", label))));
        if (state != null && !state.equals(issue.path("state").asText())) {
            api.run(Call.patch(at.path("issues", ticket.id()))
                    .json(Json.object().put("state", state))
                    .again());
        }
    }

    private static @Nullable String state(@Nullable String wanted) {
        if (wanted == null) {
            return null;
        }
        String state = wanted.toLowerCase(Locale.ROOT);
        if (!STATES.contains(state)) {
            throw new HostException.Invalid("an issue of GitHub is open or closed, and never '" + wanted + "'");
        }
        return state;
    }
}
