package dev.millrace.forge.github.issue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.github.Paging;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Labels of issues and pull requests. A repository has the labels that are in use. */
public final class LabelRoutes {

    private static final String ALL = "v3/repos/{owner}/{repo}/issues/{number}/labels";

    private final Core core;

    public LabelRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, call -> Paging.list(call, labels(call), view(call)))
                .post(ALL, this::add)
                .put(ALL, call -> change(call, before -> names(call.json())))
                .delete(ALL, call -> {
                    change(call, before -> List.of());
                    return Reply.nothing();
                })
                .delete(ALL + "/{label}", this::remove)
                .get("v3/repos/{owner}/{repo}/labels", this::ofRepo)
                .post("v3/repos/{owner}/{repo}/labels", this::define);
    }

    /** Names of a list, or of the list in the field labels; each is a text or an object. */
    static List<String> names(JsonNode body) {
        List<String> names = new ArrayList<>();
        (body.isArray() ? body : body.path("labels"))
                .forEach(label -> names.add(
                        label.isTextual() ? label.asText() : label.path("name").asText("")));
        return names.stream().filter(name -> !name.isBlank()).toList();
    }

    private Function<String, JsonNode> view(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        return label -> new IssueView(place).label(repo, label);
    }

    private Optional<PullRequest> pull(Call call) {
        long repo = Place.of(core, call).repo(call).number();
        return core.pulls().find(call.number("number")).filter(pull -> pull.repo() == repo);
    }

    private List<String> labels(Call call) {
        return pull(call)
                .map(PullRequest::labels)
                .orElseGet(() -> Place.of(core, call).issue(call).tags());
    }

    private Reply add(Call call) {
        return change(
                call,
                before -> Stream.concat(before.stream(), names(call.json()).stream())
                        .distinct()
                        .toList());
    }

    private Reply remove(Call call) {
        String label = call.at("label");
        if (!labels(call).contains(label)) {
            throw HttpProblem.notFound("Label does not exist");
        }
        return change(
                call,
                before -> before.stream().filter(name -> !name.equals(label)).toList());
    }

    private Reply change(Call call, UnaryOperator<List<String>> change) {
        Optional<PullRequest> pull = pull(call);
        if (pull.isPresent()) {
            core.pulls()
                    .change(
                            pull.get().number(),
                            Happening.Pull.LABELS,
                            call.by(),
                            (each, at) -> each.labelled(change.apply(each.labels()), at));
        } else {
            Ticket ticket = Place.of(core, call).issue(call);
            TicketEdit edit = TicketEdit.nothing().with(Ticket.TAGS, Ticket.tagsField(change.apply(ticket.tags())));
            IssueRoutes.saved(core.tickets().change(ticket.number(), edit, call.by()));
        }
        return Reply.ok(Json.array(labels(call), view(call)));
    }

    private Reply ofRepo(Call call) {
        Repo repo = Place.of(core, call).repo(call);
        Stream<String> ofPulls = core.pulls().of(repo).stream().flatMap(pull -> pull.labels().stream());
        Stream<String> ofTickets = core.tickets().all().stream()
                .filter(ticket -> Place.belongs(ticket, repo))
                .flatMap(ticket -> ticket.tags().stream());
        return Paging.list(
                call, Stream.concat(ofPulls, ofTickets).distinct().sorted().toList(), view(call));
    }

    /** A label needs no definition here: it is there as soon as something has it. */
    private Reply define(Call call) {
        return Reply.created(view(call).apply(call.json().path("name").asText("")));
    }
}
