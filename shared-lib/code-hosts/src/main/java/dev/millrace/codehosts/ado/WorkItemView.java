package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Tickets.Link;
import dev.millrace.codehosts.Tickets.Ticket;
import dev.millrace.contracts.TicketRef;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Work items as the port has them. */
final class WorkItemView {

    private WorkItemView() {}

    static Ticket ticket(TicketRef ref, JsonNode item, boolean closed) {
        return new Ticket(
                ref,
                field(item, "System.Title"),
                description(item),
                Json.person(item.path("fields").path("System.CreatedBy")),
                field(item, "System.State"),
                closed,
                tags(item),
                names(item.path("fields").path("System.AssignedTo")),
                Json.elements(item.path("relations")).stream()
                        .map(relation -> new Link(
                                relation.path("rel").asText(),
                                relation.path("url").asText()))
                        .toList(),
                Json.link(item, "/_links/html/href"));
    }

    static String field(JsonNode item, String name) {
        return item.path("fields").path(name).asText("");
    }

    static List<String> tags(JsonNode item) {
        return Arrays.stream(field(item, "System.Tags").split(";"))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    private static List<String> names(JsonNode identity) {
        return Stream.of("/uniqueName", "/displayName")
                .map(pointer -> Json.text(identity, pointer))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Bugs say in their steps what other types say in their description. */
    private static String description(JsonNode item) {
        return Stream.of(
                        text(item, "System.Description", ""),
                        text(item, "Microsoft.VSTS.TCM.ReproSteps", "Steps to reproduce:\n"),
                        text(item, "Microsoft.VSTS.Common.AcceptanceCriteria", "Acceptance criteria:\n"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    private static String text(JsonNode item, String field, String heading) {
        String raw = field(item, field);
        boolean markdown =
                item.path("multilineFieldsFormat").path(field).asText("").equalsIgnoreCase("markdown");
        String text = markdown ? raw : HtmlText.of(raw);
        return text.isBlank() ? "" : heading + text.strip();
    }
}
