package dev.millrace.forge.ado.wit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.ticket.TicketEdit;
import dev.millrace.forge.ticket.TicketLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON patch (RFC 6902) of a work item: {@code /fields/…}, {@code /relations/…} and the test of {@code /rev}.
 *
 * @param history a comment that came along as the field System.History
 */
record WorkItemPatch(TicketEdit edit, Optional<String> history) {

    private static final String FIELDS = "/fields/";
    private static final String RELATIONS = "/relations/";
    private static final String HISTORY = "System.History";

    /** @param links what the work item has */
    static WorkItemPatch read(JsonNode operations, List<TicketLink> links) {
        if (!operations.isArray()) {
            throw HttpProblem.badRequest(
                    "You must pass a valid patch document in the body of the request: a list of operations.");
        }
        Optional<Integer> rev = Optional.empty();
        Map<String, JsonNode> fields = new HashMap<>();
        List<TicketLink> relations = new ArrayList<>(links);
        for (JsonNode operation : operations) {
            String path = operation.path("path").asText("");
            String op = operation.path("op").asText("").toLowerCase(Locale.ROOT);
            if (op.equals("test") && path.equals("/rev")) {
                rev = Optional.of(operation.path("value").asInt());
            } else if (path.startsWith(FIELDS)) {
                field(op, path.substring(FIELDS.length()), operation.path("value"), fields);
            } else if (path.startsWith(RELATIONS)) {
                relation(op, path.substring(RELATIONS.length()), operation.path("value"), relations);
            } else if (!path.equals("/id") && !path.equals("/rev")) {
                throw HttpProblem.badRequest("The path '" + path + "' is not served; use /fields/ or /relations/.");
            }
        }
        Optional<String> history = Optional.ofNullable(fields.remove(HISTORY)).map(JsonNode::asText);
        return new WorkItemPatch(
                new TicketEdit(rev, fields, relations.equals(links) ? Optional.empty() : Optional.of(relations)),
                history.filter(text -> !text.isBlank()));
    }

    private static void field(String op, String name, JsonNode value, Map<String, JsonNode> fields) {
        switch (op) {
            case "add", "replace" -> fields.put(name, value.isMissingNode() ? NullNode.instance : plain(value));
            case "remove" -> fields.put(name, NullNode.instance);
            case "test" -> {}
            default -> throw HttpProblem.badRequest("The operation '" + op + "' is not served for fields.");
        }
    }

    /** An identity may come as an object. */
    private static JsonNode plain(JsonNode value) {
        return value.isObject() && value.has("id") ? value.path("id") : value;
    }

    private static void relation(String op, String place, JsonNode value, List<TicketLink> relations) {
        if (op.equals("add") && value.path("url").isTextual()) {
            Map<String, JsonNode> attributes = new HashMap<>();
            value.path("attributes").properties().forEach(each -> attributes.put(each.getKey(), each.getValue()));
            var link = new TicketLink(
                    value.path("rel").asText("Hyperlink"), value.path("url").asText(), attributes);
            if (relations.stream().anyMatch(each -> each.url().equalsIgnoreCase(link.url()))) {
                throw new HttpProblem(
                        400, "WorkItemResourceLinkAlreadyExistsException", "Relation already exists: " + link.url());
            }
            relations.add(link);
            return;
        }
        try {
            int index = Integer.parseInt(place);
            if (op.equals("remove")) {
                relations.remove(index);
                return;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw HttpProblem.badRequest("There is no relation " + place + ".");
        }
        throw HttpProblem.badRequest("Relations can be added at '-' and removed by their index.");
    }
}
