package dev.millrace.forge.gitlab.issue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.gitlab.Input;
import dev.millrace.forge.gitlab.Pages;
import dev.millrace.forge.gitlab.merge.Assignment;
import dev.millrace.forge.gitlab.merge.MergeRequestRoutes;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import dev.millrace.forge.ticket.TicketOutcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Issues, and the labels in use. */
public final class IssueRoutes {

    private static final String ALL = "projects/{id}/issues";

    private final Core core;

    public IssueRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::create)
                .get(ALL + "/{iid}", call -> {
                    Area area = Area.of(core, call);
                    return Reply.ok(view(area, area.repo(call), area.issue(call)));
                })
                .get(ALL + "/{iid}/resource_state_events", this::stateEvents)
                .put(ALL + "/{iid}", this::change)
                .delete(ALL + "/{iid}", this::delete)
                .get("projects/{id}/labels", this::labels)
                .post(
                        "projects/{id}/labels",
                        call -> Reply.created(label(Input.of(call).needed("name"))));
    }

    private Reply list(Call call) {
        Area area = Area.of(core, call);
        Repo repo = area.repo(call);
        Input input = Input.of(call);
        String state = input.text("state").orElse("all");
        List<String> labels = input.texts("labels").orElse(List.of());
        Optional<Instant> after = input.text("updated_after").map(MergeRequestRoutes::instant);
        Comparator<Ticket> order =
                input.text("order_by").filter("updated_at"::equals).isPresent()
                        ? Comparator.comparing(Ticket::changed)
                        : Comparator.comparingLong(Ticket::number);
        boolean ascending = input.text("sort").filter("asc"::equals).isPresent();
        List<Ticket> found = core.tickets().all().stream()
                .filter(ticket -> Area.belongs(ticket, repo))
                .filter(ticket -> state.equals("all") || state(ticket).equals(state))
                .filter(ticket -> ticket.tags().containsAll(labels))
                .filter(ticket ->
                        after.filter(at -> ticket.changed().isBefore(at)).isEmpty())
                .sorted(ascending ? order : order.reversed())
                .toList();
        return Pages.list(call, found, ticket -> view(area, repo, ticket));
    }

    /** When it was closed and opened again, oldest first. */
    private Reply stateEvents(Call call) {
        Area area = Area.of(core, call);
        List<Ticket> revisions = core.tickets().revisions(area.issue(call).number());
        List<Ticket> turns = IntStream.range(1, revisions.size())
                .filter(i -> revisions.get(i).isClosed() != revisions.get(i - 1).isClosed())
                .mapToObj(revisions::get)
                .toList();
        return Pages.list(
                call,
                turns,
                turn -> Json.object()
                        .put("id", turn.number() * 100_000 + turn.rev())
                        .put("resource_type", "Issue")
                        .put("resource_id", turn.number())
                        .put("created_at", turn.changed().toString())
                        .put("state", turn.isClosed() ? "closed" : "reopened"));
    }

    private Reply create(Call call) {
        Area area = Area.of(core, call);
        Repo repo = area.repo(call);
        Input input = Input.of(call);
        TicketEdit edit = edit(area, input, List.of()).with(Ticket.TITLE, input.needed("title"));
        TicketOutcome outcome =
                core.tickets().create(core.projects().project(repo.project()), repo.number(), "Issue", edit, call.by());
        return Reply.created(view(area, repo, saved(outcome)));
    }

    private Reply change(Call call) {
        Area area = Area.of(core, call);
        Input input = Input.of(call);
        Ticket ticket = area.issue(call);
        TicketEdit edit = edit(area, input, ticket.tags()).with(Ticket.TITLE, input.text("title"));
        String event = input.text("state_event").orElse("");
        if (event.equals("close") && !ticket.isClosed()) {
            edit = edit.with(Ticket.STATE, "Closed");
        } else if (event.equals("reopen") && ticket.isClosed()) {
            edit = edit.with(Ticket.STATE, "Active");
        }
        Ticket changed = saved(core.tickets().change(ticket.number(), edit, call.by()));
        return Reply.ok(view(area, area.repo(call), changed));
    }

    private Reply delete(Call call) {
        core.tickets().delete(Area.of(core, call).issue(call).number(), call.by());
        return Reply.nothing();
    }

    private static TicketEdit edit(Area area, Input input, List<String> tags) {
        TicketEdit edit = TicketEdit.nothing().with(Ticket.DESCRIPTION, input.text("description"));
        List<String> labels = Assignment.labels(tags, input);
        if (!labels.equals(tags)) {
            edit = edit.with(Ticket.TAGS, Ticket.tagsField(labels));
        }
        Optional<List<Long>> assignees = input.numbers("assignee_ids").or(() -> input.numbers("assignee_id"));
        if (assignees.isPresent()) {
            edit = edit.with(
                    Ticket.ASSIGNEE,
                    assignees.get().stream()
                            .filter(number -> number > 0)
                            .findFirst()
                            .map(number -> area.person(number).login())
                            .orElse(""));
        }
        return edit;
    }

    private static Ticket saved(TicketOutcome outcome) {
        return switch (outcome) {
            case TicketOutcome.Saved saved -> saved.after();
            case TicketOutcome.BadField(String field, String reason) -> throw HttpProblem.badRequest(reason);
            case TicketOutcome.StaleRevision stale -> throw HttpProblem.conflict("The issue changed meanwhile");
            case TicketOutcome.NoSuchTicket() -> throw Area.notFound("Issue");
        };
    }

    private Reply labels(Call call) {
        Repo repo = Area.of(core, call).repo(call);
        Stream<String> ofPulls = core.pulls().of(repo).stream().flatMap(pull -> pull.labels().stream());
        Stream<String> ofTickets = core.tickets().all().stream()
                .filter(ticket -> Area.belongs(ticket, repo))
                .flatMap(ticket -> ticket.tags().stream());
        return Pages.list(
                call, Stream.concat(ofPulls, ofTickets).distinct().sorted().toList(), IssueRoutes::label);
    }

    private static ObjectNode label(String name) {
        return Json.object()
                .put("id", Integer.toUnsignedLong(name.hashCode()))
                .put("name", name)
                .put("color", "#ededed");
    }

    private static String state(Ticket ticket) {
        return ticket.isClosed() ? "closed" : "opened";
    }

    /** One issue. */
    public static ObjectNode view(Area area, Repo repo, Ticket ticket) {
        ObjectNode view = Json.object()
                .put("id", ticket.number())
                .put("iid", ticket.number())
                .put("project_id", repo.number())
                .put("title", ticket.title())
                .put("description", ticket.description())
                .put("state", state(ticket))
                .put("type", "ISSUE")
                .put("issue_type", "issue")
                .put("confidential", false)
                .put("created_at", ticket.created().toString())
                .put("updated_at", ticket.changed().toString())
                .put("closed_at", ticket.closedAt().map(Instant::toString).orElse(null))
                .put(
                        "user_notes_count",
                        area.core().conversations().about(ticket.number()).size())
                .put("web_url", area.web(repo) + "/-/issues/" + ticket.number());
        view.set("author", area.user(ticket.author()));
        view.set("labels", Json.texts(ticket.tags()));
        view.set("assignees", Json.array(ticket.assignee().stream().map(area::user)));
        view.putObject("references").put("short", "#" + ticket.number());
        return view;
    }
}
