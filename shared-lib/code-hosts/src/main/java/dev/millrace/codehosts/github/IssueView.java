package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Tickets.Link;
import dev.millrace.codehosts.Tickets.Ticket;
import dev.millrace.contracts.TicketRef;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads issues. */
final class IssueView {

    private IssueView() {}

    static Ticket of(TicketRef ref, JsonNode issue) {
        return new Ticket(
                ref,
                issue.path("title").asText(),
                Json.orEmpty(issue, "body"),
                Json.text(issue.path("user"), "login"),
                issue.path("state").asText(),
                issue.path("state").asText().equals("closed"),
                Json.names(issue.path("labels")),
                assignees(issue.path("assignees")),
                links(issue),
                Json.link(issue, "html_url"));
    }

    /** GitHub names people by their login; an Enterprise Server may add more. */
    private static List<String> assignees(JsonNode people) {
        return people.valueStream()
                .flatMap(each -> Stream.of("login", "email", "name").map(field -> Json.text(each, field)))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static List<Link> links(JsonNode issue) {
        String parent = Json.text(issue, "parent_issue_url");
        return parent == null ? List.of() : List.of(new Link("parent", parent));
    }
}
