package dev.millrace.forge.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to change on a ticket.
 *
 * @param expectedRev refuse when the ticket has another revision
 * @param fields new values; JSON null clears a field
 * @param links empty leaves them as they are
 */
public record TicketEdit(
        Optional<Integer> expectedRev, Map<String, JsonNode> fields, Optional<List<TicketLink>> links) {

    public static TicketEdit nothing() {
        return new TicketEdit(Optional.empty(), Map.of(), Optional.empty());
    }

    /** This edit and one more field. */
    public TicketEdit with(String field, JsonNode value) {
        var more = new HashMap<>(fields);
        more.put(field, value);
        return new TicketEdit(expectedRev, more, links);
    }

    public TicketEdit with(String field, String value) {
        return with(field, value.isEmpty() ? NullNode.instance : TextNode.valueOf(value));
    }

    public TicketEdit with(String field, Optional<String> value) {
        return value.map(text -> with(field, text)).orElse(this);
    }

    public TicketEdit withLinks(List<TicketLink> next) {
        return new TicketEdit(expectedRev, fields, Optional.of(next));
    }
}
