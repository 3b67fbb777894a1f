package dev.millrace.forge.ado.wit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.Tickets;
import java.util.List;

/** Queries for work items, and the types that there are. */
public final class QueryRoutes {

    private final Core core;

    public QueryRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.post("{org}/{project?}/_apis/wit/wiql", this::wiql)
                .post("{org}/{project}/{team}/_apis/wit/wiql", this::wiql)
                .get("{org}/{project}/_apis/wit/workItemTypes", this::types)
                .get("{org}/{project}/_apis/wit/workItemTypes/{type}", this::type)
                .get("{org}/{project}/_apis/wit/workItemTypes/{type}/states", this::states);
    }

    private Reply wiql(Call call) {
        Site site = Site.of(core, call);
        String text = call.json().path("query").asText("");
        var surroundings = new Wiql.Surroundings(
                site.maybeProject(call).map(Project::name),
                call.by(),
                core.clock().instant(),
                core.people(),
                call.asks("timePrecision"));
        Wiql query = Wiql.parse(text, surroundings);
        List<Ticket> found = query.run(core.tickets().all()).stream()
                .limit(call.query("$top", 20_000))
                .toList();
        ObjectNode body = Json.object()
                .put("queryType", "flat")
                .put("queryResultType", "workItem")
                .put("asOf", core.clock().instant().toString());
        body.set(
                "columns",
                Json.array(
                        query.columns(),
                        column -> Json.object()
                                .put("referenceName", column)
                                .put("name", column.substring(column.lastIndexOf('.') + 1))
                                .put("url", site.base() + "/_apis/wit/fields/" + column)));
        body.set(
                "workItems",
                Json.array(
                        found,
                        ticket -> Json.object()
                                .put("id", ticket.number())
                                .put("url", new WorkItemView(site).url(ticket))));
        return Reply.ok(body);
    }

    private Reply types(Call call) {
        Site.of(core, call).project(call);
        return Site.list(Tickets.TYPES.stream().sorted().toList(), QueryRoutes::type);
    }

    private Reply type(Call call) {
        String name = Tickets.TYPES.stream()
                .filter(each -> each.equalsIgnoreCase(call.at("type")))
                .findFirst()
                .orElseThrow(() -> HttpProblem.notFound("There is no work item type " + call.at("type") + "."));
        return Reply.ok(type(name));
    }

    private Reply states(Call call) {
        return Site.list(
                Tickets.STATES.stream().sorted().toList(),
                state -> Json.object().put("name", state).put("category", category(state)));
    }

    private static String category(String state) {
        return switch (state) {
            case "New", "To Do", "Approved" -> "Proposed";
            case "Resolved" -> "Resolved";
            case "Removed" -> "Removed";
            default -> Ticket.closes(state) ? "Completed" : "InProgress";
        };
    }

    private static ObjectNode type(String name) {
        return Json.object()
                .put("name", name)
                .put("referenceName", "Microsoft.VSTS.WorkItemTypes." + name.replace(" ", ""))
                .put("isDisabled", false);
    }
}
