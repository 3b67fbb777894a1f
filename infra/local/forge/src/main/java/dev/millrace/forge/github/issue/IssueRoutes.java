package dev.millrace.forge.github.issue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.github.Paging;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import dev.millrace.forge.ticket.TicketOutcome;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Issues. Pull requests are among them, as on GitHub. */
public final class IssueRoutes {

    private static final String ALL = "v3/repos/{owner}/{repo}/issues";

    private final Core core;

    public IssueRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::create)
                .get(ALL + "/{number}", this::get)
                .patch(ALL + "/{number}", this::change)
                .post(ALL + "/{number}/assignees", this::assign);
    }

    private Reply list(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        var view = new IssueView(place);
        Stream<ObjectNode> tickets = core.tickets().all().stream()
                .filter(ticket -> Place.belongs(ticket, repo))
                .map(ticket -> view.issue(repo, ticket));
        Stream<ObjectNode> pulls = core.pulls().of(repo).stream().map(pull -> view.issue(repo, pull));
        Optional<Instant> since = call.query("since").map(IssueRoutes::instant);
        String state = call.query("state").orElse("open");
        List<String> labels = call.query("labels")
                .map(text -> Arrays.asList(text.split(",", -1)))
                .orElse(List.of());
        boolean byUpdate = call.query("sort").filter("updated"::equals).isPresent();
        Comparator<ObjectNode> order = byUpdate
                ? Comparator.comparing(issue -> issue.path("updated_at").asText())
                : Comparator.comparingLong(issue -> issue.path("number").asLong());
        boolean ascending = call.query("direction").filter("asc"::equals).isPresent();
        List<ObjectNode> found = Stream.concat(tickets, pulls)
                .filter(issue ->
                        state.equals("all") || issue.path("state").asText().equals(state))
                .filter(issue -> names(issue).containsAll(labels))
                .filter(issue -> since.filter(
                                at -> instant(issue.path("updated_at").asText()).isBefore(at))
                        .isEmpty())
                .sorted(ascending ? order : order.reversed())
                .toList();
        return Paging.list(call, found, issue -> issue);
    }

    private static List<String> names(ObjectNode issue) {
        List<String> names = new ArrayList<>();
        issue.path("labels").forEach(label -> names.add(label.path("name").asText()));
        return names;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Place.invalid("since must be an ISO 8601 timestamp");
        }
    }

    private Reply get(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        Optional<PullRequest> pull = pull(call, repo);
        return Reply.ok(
                pull.isPresent()
                        ? new IssueView(place).issue(repo, pull.get())
                        : new IssueView(place).issue(repo, place.issue(call)));
    }

    private Optional<PullRequest> pull(Call call, Repo repo) {
        return core.pulls().find(call.number("number")).filter(pull -> pull.repo() == repo.number());
    }

    private Reply create(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        JsonNode body = call.json();
        TicketEdit edit = edit(TicketEdit.nothing(), body)
                .with(Ticket.TITLE, TextNode.valueOf(body.path("title").asText("")));
        TicketOutcome outcome =
                core.tickets().create(core.projects().project(repo.project()), repo.number(), "Issue", edit, call.by());
        return Reply.created(new IssueView(place).issue(repo, saved(outcome)));
    }

    private Reply change(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        JsonNode body = call.json();
        Optional<PullRequest> pull = pull(call, repo);
        if (pull.isPresent()) {
            List<String> labels = labels(body).orElse(pull.get().labels());
            PullRequest changed = core.pulls()
                    .change(
                            pull.get().number(),
                            Happening.Pull.LABELS,
                            call.by(),
                            (each, at) -> each.labelled(labels, at)
                                    .titled(Json.text(body, "title").orElse(each.title()), at)
                                    .described(Json.text(body, "body").orElse(each.description()), at))
                    .orElse(pull.get());
            return Reply.ok(new IssueView(place).issue(repo, changed));
        }
        TicketEdit edit = edit(TicketEdit.nothing(), body).with(Ticket.TITLE, Json.text(body, "title"));
        Ticket ticket = place.issue(call);
        return Reply.ok(new IssueView(place)
                .issue(repo, saved(core.tickets().change(ticket.number(), state(edit, body, ticket), call.by()))));
    }

    /** Open and closed are what the ticket's states come down to: a state is kept where it means the same. */
    private static TicketEdit state(TicketEdit edit, JsonNode body, Ticket ticket) {
        return switch (body.path("state").asText("")) {
            case "closed" -> ticket.isClosed() ? edit : edit.with(Ticket.STATE, "Closed");
            case "open" -> ticket.isClosed() ? edit.with(Ticket.STATE, "Active") : edit;
            default -> edit;
        };
    }

    private static TicketEdit edit(TicketEdit edit, JsonNode body) {
        TicketEdit next = edit.with(Ticket.DESCRIPTION, Json.text(body, "body"));
        Optional<List<String>> labels = labels(body);
        if (labels.isPresent()) {
            next = next.with(Ticket.TAGS, Ticket.tagsField(labels.get()));
        }
        JsonNode assignees = body.path("assignees");
        return assignees.isArray()
                ? next.with(Ticket.ASSIGNEE, assignees.path(0).asText(""))
                : next.with(Ticket.ASSIGNEE, Json.text(body, "assignee"));
    }

    private static Optional<List<String>> labels(JsonNode body) {
        if (!body.path("labels").isArray()) {
            return Optional.empty();
        }
        return Optional.of(LabelRoutes.names(body.path("labels")));
    }

    private Reply assign(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        List<String> logins = new ArrayList<>();
        call.json()
                .path("assignees")
                .forEach(each -> logins.add(place.person(each.asText()).login()));
        Optional<PullRequest> pull = pull(call, repo);
        if (pull.isPresent()) {
            PullRequest changed = core.pulls()
                    .change(pull.get().number(), Happening.Pull.DETAILS, call.by(), (each, at) -> {
                        List<String> all = new ArrayList<>(each.assignees());
                        all.addAll(logins);
                        return each.assigned(all, at);
                    })
                    .orElse(pull.get());
            return Reply.created(new IssueView(place).issue(repo, changed));
        }
        TicketEdit edit =
                TicketEdit.nothing().with(Ticket.ASSIGNEE, logins.stream().findFirst());
        return Reply.created(new IssueView(place)
                .issue(repo, saved(core.tickets().change(place.issue(call).number(), edit, call.by()))));
    }

    static Ticket saved(TicketOutcome outcome) {
        return switch (outcome) {
            case TicketOutcome.Saved saved -> saved.after();
            case TicketOutcome.BadField(String field, String reason) -> throw Place.invalid(reason);
            case TicketOutcome.StaleRevision stale -> throw Place.invalid("The issue changed meanwhile");
            case TicketOutcome.NoSuchTicket() -> throw Place.notFound();
        };
    }
}
