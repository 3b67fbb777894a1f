package dev.millrace.runtime.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.Forge;
import dev.millrace.runtime.journey.access.ForgeDoor;
import dev.millrace.runtime.journey.access.Shop;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where Ada files tickets, in the way of each kind of host. */
public final class TicketDesk {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TAG = "millrace";

    private final ForgeDoor forge;
    private final Shop shop;

    public TicketDesk(ForgeDoor forge, Shop shop) {
        this.forge = forge;
        this.shop = shop;
    }

    /** @return the ticket's number */
    public long file(String title, String description) throws IOException, InterruptedException {
        return switch (shop.kind()) {
            case ADO -> number(workItem(title, description), "id");
            case GITHUB -> number(issue(title, description), "number");
            case GITLAB -> number(gitlabIssue(title, description), "iid");
            case CLOUDEVENTS -> throw new IllegalArgumentException("CloudEvents come from no code host");
        };
    }

    /** Whether a ticket of this title is there, as Azure DevOps shows it: the forge shows the same to all. */
    public boolean isFiled(String title) throws IOException, InterruptedException {
        ObjectNode query = JSON.objectNode()
                .put("query", "SELECT [System.Id] FROM WorkItems WHERE [System.Title] = '" + title + "'");
        return !forge.post(
                        Team.AUTHOR,
                        Forge.ado(shop.forge()) + "/" + shop.name() + "/_apis/wit/wiql?api-version=7.1",
                        "application/json",
                        query)
                .path("workItems")
                .isEmpty();
    }

    private JsonNode workItem(String title, String description) throws IOException, InterruptedException {
        ArrayNode patch = JSON.arrayNode();
        patch.add(field("System.Title", title));
        patch.add(field("System.Description", description));
        patch.add(field("System.Tags", TAG));
        return forge.post(
                Team.AUTHOR,
                shop.url() + "/" + shop.project() + "/_apis/wit/workItems/$Task?api-version=7.1",
                "application/json-patch+json",
                patch);
    }

    private static ObjectNode field(String name, String value) {
        return JSON.objectNode().put("op", "add").put("path", "/fields/" + name).put("value", value);
    }

    private JsonNode issue(String title, String description) throws IOException, InterruptedException {
        ObjectNode issue = JSON.objectNode().put("title", title).put("body", description);
        issue.putArray("labels").add(TAG);
        return forge.post(Team.AUTHOR, shop.url() + "/repos/" + shop.project() + "/issues", "application/json", issue);
    }

    private JsonNode gitlabIssue(String title, String description) throws IOException, InterruptedException {
        ObjectNode issue = JSON.objectNode()
                .put("title", title)
                .put("description", description)
                .put("labels", TAG);
        String project = URLEncoder.encode(shop.project(), StandardCharsets.UTF_8);
        return forge.post(
                Team.AUTHOR, shop.url() + "/api/v4/projects/" + project + "/issues", "application/json", issue);
    }

    private static long number(JsonNode ticket, String field) throws IOException {
        if (!ticket.path(field).canConvertToLong()) {
            throw new IOException("The forge answered with no ticket: " + ticket);
        }
        return ticket.path(field).asLong();
    }
}
