package dev.millrace.forge.ado.wit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Work items: create, read, change, history. */
public final class WorkItemRoutes {

    private static final String ALL = "{org}/{project?}/_apis/wit/workItems";

    private final Core core;

    public WorkItemRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL + "/{type}", this::create)
                .get(ALL + "/{id}", this::get)
                .patch(ALL + "/{id}", this::change)
                .delete(ALL + "/{id}", this::delete)
                .get(ALL + "/{id}/revisions", this::revisions)
                .get(ALL + "/{id}/revisions/{rev}", this::revision)
                .get(ALL + "/{id}/updates", call -> Site.list(Site.page(call, updates(call), 200), update -> update))
                .get(ALL + "/{id}/updates/{update}", this::update)
                .post("{org}/{project?}/_apis/wit/workItemsBatch", this::batch);
    }

    private Ticket ticket(Call call) {
        return ticket(call.number("id"));
    }

    private Ticket ticket(long number) {
        return core.tickets().find(number).orElseThrow(() -> missing(number));
    }

    private static HttpProblem missing(long number) {
        return new HttpProblem(
                404,
                "WorkItemUnauthorizedAccessException",
                "TF401232: Work item " + number + " does not exist, or you do not have permissions to read it.");
    }

    private Reply create(Call call) {
        Site site = Site.of(core, call);
        Project project = site.project(call);
        var patch = WorkItemPatch.read(call.json(), List.of());
        String type = call.at("type").replaceFirst("^\\$", "");
        return Reply.ok(
                saved(site, core.tickets().create(project, 0, type, patch.edit(), call.by()), patch, call.by()));
    }

    private Reply get(Call call) {
        Site site = Site.of(core, call);
        Ticket ticket = ticket(call);
        return Reply.ok(
                call.query("fields").isPresent()
                        ? new WorkItemView(site).view(ticket, fields(call), relations(call))
                        : full(site, ticket, relations(call)));
    }

    private static ObjectNode full(Site site, Ticket ticket, boolean relations) {
        ObjectNode view = new WorkItemView(site).full(ticket);
        if (!relations) {
            view.remove("relations");
        }
        return view;
    }

    private Reply change(Call call) {
        Site site = Site.of(core, call);
        Ticket before = ticket(call);
        var patch = WorkItemPatch.read(call.json(), before.links());
        return Reply.ok(saved(site, core.tickets().change(before.number(), patch.edit(), call.by()), patch, call.by()));
    }

    private JsonNode saved(Site site, TicketOutcome outcome, WorkItemPatch patch, Person by) {
        return switch (outcome) {
            case TicketOutcome.Saved(Ticket before, Ticket after) -> {
                new PullLinks(core).follow(after, by);
                patch.history().ifPresent(text -> core.conversations().start(after.number(), text, by));
                yield new WorkItemView(site).full(after);
            }
            case TicketOutcome.StaleRevision(int current) ->
                throw new HttpProblem(
                        412,
                        "VssPropertyValidationException",
                        "VS403351: Test Operation for path /rev failed; the work item is at revision " + current + ".");
            case TicketOutcome.BadField(String field, String reason) ->
                throw new HttpProblem(
                        400, "RuleValidationException", "TF401320: Rule Error for field " + field + ". " + reason);
            case TicketOutcome.NoSuchTicket() -> throw missing(0);
        };
    }

    private Reply delete(Call call) {
        Ticket ticket = ticket(call);
        core.tickets().delete(ticket.number(), call.by());
        return Reply.ok(Json.object()
                .put("id", ticket.number())
                .put("code", 200)
                .put("deletedBy", call.by().name())
                .put("deletedDate", core.clock().instant().toString()));
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        List<Long> ids = new ArrayList<>();
        call.query("ids").ifPresent(text -> Arrays.stream(text.split(",")).forEach(id -> ids.add(id(id))));
        return many(
                site,
                ids,
                fields(call),
                relations(call),
                call.query("errorPolicy").orElse("fail"));
    }

    private Reply batch(Call call) {
        JsonNode body = call.json();
        List<Long> ids = new ArrayList<>();
        body.path("ids").forEach(id -> ids.add(id.asLong()));
        Set<String> fields = new HashSet<>();
        body.path("fields").forEach(field -> fields.add(field.asText()));
        String expand = body.path("$expand").asText("");
        return many(
                Site.of(core, call),
                ids,
                fields,
                relations(expand),
                body.path("errorPolicy").asText("fail"));
    }

    private Reply many(Site site, List<Long> ids, Set<String> fields, boolean relations, String errorPolicy) {
        if (ids.isEmpty() || ids.size() > 200) {
            throw new HttpProblem(
                    400, "VssPropertyValidationException", "VS402337: Name 1 to 200 work items in 'ids'.");
        }
        boolean omit = errorPolicy.equalsIgnoreCase("omit") || errorPolicy.equals("2");
        List<Ticket> found = ids.stream()
                .flatMap(id -> omit ? core.tickets().find(id).stream() : Optional.of(ticket(id)).stream())
                .toList();
        return Site.list(found, ticket -> new WorkItemView(site).view(ticket, fields, relations));
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw HttpProblem.badRequest("'" + text + "' is no id of a work item.");
        }
    }

    private static Set<String> fields(Call call) {
        return call.query("fields")
                .filter(text -> !text.isBlank())
                .map(text -> Set.copyOf(Arrays.asList(text.trim().split("\\s*,\\s*"))))
                .orElse(Set.of());
    }

    private static boolean relations(Call call) {
        return relations(call.query("$expand").orElse(""));
    }

    /** By name or number: relations is 1, all is 4. */
    private static boolean relations(String expand) {
        return Set.of("relations", "all", "1", "4").contains(expand.toLowerCase(Locale.ROOT));
    }

    private Reply revisions(Call call) {
        Site site = Site.of(core, call);
        List<Ticket> revisions = core.tickets().revisions(ticket(call).number());
        return Site.list(Site.page(call, revisions, 200), each -> new WorkItemView(site).view(each, Set.of(), true));
    }

    private Reply revision(Call call) {
        Site site = Site.of(core, call);
        return core.tickets()
                .revision(ticket(call).number(), (int) call.number("rev"))
                .map(each -> Reply.ok(new WorkItemView(site).view(each, Set.of(), true)))
                .orElseThrow(() -> HttpProblem.notFound("There is no revision " + call.at("rev") + "."));
    }

    private List<ObjectNode> updates(Call call) {
        var view = new UpdateView(Site.of(core, call));
        List<Ticket> revisions = core.tickets().revisions(ticket(call).number());
        List<ObjectNode> updates = new ArrayList<>();
        for (int i = 0; i < revisions.size(); i++) {
            Optional<Ticket> before = i == 0 ? Optional.empty() : Optional.of(revisions.get(i - 1));
            updates.add(view.update(before, revisions.get(i)));
        }
        return updates;
    }

    private Reply update(Call call) {
        long number = call.number("update");
        return updates(call).stream()
                .filter(update -> update.path("id").asLong() == number)
                .findFirst()
                .map(Reply::ok)
                .orElseThrow(() -> HttpProblem.notFound("There is no update " + number + "."));
    }
}
