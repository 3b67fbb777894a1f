package dev.millrace.forge.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.forge.store.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A work item or issue: fields under the names of Azure DevOps, people as logins.
 *
 * @param number unique in the whole forge, among pull requests too
 * @param repo the repository it was opened in; 0 for all of the project
 */
public record Ticket(
        long number,
        long project,
        long repo,
        int rev,
        Map<String, JsonNode> fields,
        List<TicketLink> links,
        boolean deleted) {

    public static final Kind<Ticket> KIND = Kind.numbered("ticket", Ticket.class, Ticket::number);

    /** The same records under number and revision: what a ticket has been. */
    public static final Kind<Ticket> REVISION =
            new Kind<>("revision", Ticket.class, ticket -> revisionKey(ticket.number(), ticket.rev()));

    public static final String TITLE = "System.Title";
    public static final String DESCRIPTION = "System.Description";
    public static final String STATE = "System.State";
    public static final String REASON = "System.Reason";
    public static final String TYPE = "System.WorkItemType";
    public static final String TAGS = "System.Tags";
    public static final String ASSIGNEE = "System.AssignedTo";
    public static final String CREATED = "System.CreatedDate";
    public static final String AUTHOR = "System.CreatedBy";
    public static final String CHANGED = "System.ChangedDate";
    public static final String CHANGED_BY = "System.ChangedBy";
    public static final String CLOSED = "Microsoft.VSTS.Common.ClosedDate";

    private static final Set<String> CLOSED_STATES = Set.of("Closed", "Done", "Removed", "Completed");

    public Ticket {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
        links = List.copyOf(links);
    }

    static String revisionKey(long number, int rev) {
        return number + "/" + rev;
    }

    /** A field as text; empty when it is not set. */
    public String text(String field) {
        JsonNode value = fields.get(field);
        return value == null || value.isNull() ? "" : value.asText();
    }

    public String title() {
        return text(TITLE);
    }

    public String description() {
        return text(DESCRIPTION);
    }

    public String state() {
        return text(STATE);
    }

    public String type() {
        return text(TYPE);
    }

    public boolean isClosed() {
        return CLOSED_STATES.contains(state());
    }

    public static boolean closes(String state) {
        return CLOSED_STATES.contains(state);
    }

    public List<String> tags() {
        return split(text(TAGS));
    }

    public Optional<String> assignee() {
        return Optional.of(text(ASSIGNEE)).filter(login -> !login.isEmpty());
    }

    public String author() {
        return text(AUTHOR);
    }

    public Instant created() {
        return Instant.parse(text(CREATED));
    }

    public Instant changed() {
        return Instant.parse(text(CHANGED));
    }

    public Optional<Instant> closedAt() {
        return Optional.of(text(CLOSED)).filter(text -> !text.isEmpty()).map(Instant::parse);
    }

    /** Tags as one text: {@code a; b}. */
    public static JsonNode tagsField(List<String> tags) {
        return TextNode.valueOf(String.join("; ", tags.stream().distinct().toList()));
    }

    static List<String> split(String tags) {
        return Arrays.stream(tags.split("[;,]"))
                .map(String::trim)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
    }
}
