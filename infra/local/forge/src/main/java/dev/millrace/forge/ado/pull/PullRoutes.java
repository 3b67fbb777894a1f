package dev.millrace.forge.ado.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.ado.Choice;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.ado.wit.PullLinks;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.NewPull;
import dev.millrace.forge.pull.Opened;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.pull.Reviewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Opens, lists, changes, completes and abandons pull requests. */
public final class PullRoutes {

    private static final String OF_REPO = "{org}/{project?}/_apis/git/repositories/{repo}/pullRequests";
    private static final Choice STATUS = Choice.of(0, "notSet", 1, "active", 2, "abandoned", 3, "completed", 4, "all");

    private final Core core;

    public PullRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(OF_REPO, this::list)
                .post(OF_REPO, this::open)
                .get(OF_REPO + "/{pull}", this::get)
                .patch(OF_REPO + "/{pull}", this::change)
                .get(OF_REPO + "/{pull}/workitems", this::workItems)
                .get("{org}/{project?}/_apis/git/pullRequests", this::list)
                .get("{org}/{project?}/_apis/git/pullRequests/{pull}", this::get);
    }

    private Reply get(Call call) {
        Site site = Site.of(core, call);
        return Reply.ok(new PullView(site).pull(site.pull(call)));
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        Predicate<PullRequest> wanted =
                status(STATUS.name(call.query("searchCriteria.status").orElse("active")));
        if (!call.at("repo").isEmpty()) {
            long repo = site.repo(call).number();
            wanted = wanted.and(pull -> pull.repo() == repo);
        }
        Optional<Project> project = site.maybeProject(call);
        if (project.isPresent()) {
            long number = project.get().number();
            wanted = wanted.and(pull -> core.projects().repo(pull.repo()).project() == number);
        }
        wanted = wanted.and(branch(call, "sourceRefName", PullRequest::source))
                .and(branch(call, "targetRefName", PullRequest::target))
                .and(people(site, call))
                .and(time(call));
        List<PullRequest> found =
                core.pulls().all().reversed().stream().filter(wanted).toList();
        return Site.list(Site.page(call, found, 101), new PullView(site)::pull);
    }

    private static Predicate<PullRequest> status(String status) {
        return switch (status) {
            case "all" -> pull -> true;
            case "completed" -> pull -> pull.state() == PullRequest.State.MERGED;
            case "abandoned" -> pull -> pull.state() == PullRequest.State.ABANDONED;
            default -> PullRequest::isOpen;
        };
    }

    private static Predicate<PullRequest> branch(Call call, String name, Function<PullRequest, String> branch) {
        return call.query("searchCriteria." + name)
                .<Predicate<PullRequest>>map(ref -> pull -> ref.equals("refs/heads/" + branch.apply(pull)))
                .orElse(pull -> true);
    }

    /** Created, unless closed is asked for, at this time or later. */
    private static Predicate<PullRequest> time(Call call) {
        Optional<Instant> start = call.query("searchCriteria.minTime").map(Instant::parse);
        boolean closed = call.query("searchCriteria.queryTimeRangeType")
                .orElse("created")
                .equalsIgnoreCase("closed");
        return pull -> {
            Instant when = closed ? pull.closed() : pull.created();
            return start.filter(time -> when == null || when.isBefore(time)).isEmpty();
        };
    }

    private static Predicate<PullRequest> people(Site site, Call call) {
        Optional<Person> creator = call.query("searchCriteria.creatorId").map(site::person);
        Optional<Person> reviewer = call.query("searchCriteria.reviewerId").map(site::person);
        return pull -> creator.filter(person -> !pull.author().equals(person.login()))
                        .isEmpty()
                && reviewer.filter(person -> pull.reviewer(person.login()).isEmpty())
                        .isEmpty();
    }

    private Reply open(Call call) {
        Site site = Site.of(core, call);
        Repo repo = site.repo(call);
        JsonNode body = call.json();
        String title = body.path("title").asText("");
        if (title.isBlank()) {
            throw HttpProblem.badRequest("A pull request needs a title.");
        }
        List<Long> tickets = new ArrayList<>();
        body.path("workItemRefs").forEach(item -> tickets.add(item.path("id").asLong()));
        var wanted = new NewPull(
                repo.number(),
                title,
                body.path("description").asText(""),
                branch(body, "sourceRefName"),
                branch(body, "targetRefName"),
                body.path("isDraft").asBoolean(false),
                reviewers(site, body),
                labels(body),
                tickets.stream()
                        .filter(number -> core.tickets().find(number).isPresent())
                        .toList());
        PullRequest pull = opened(core.pulls().open(wanted, call.by()));
        new PullLinks(core).link(new PullView(site).artifact(pull), pull.tickets(), call.by());
        return Reply.created(new PullView(site).pull(pull));
    }

    private static PullRequest opened(Opened opened) {
        return switch (opened) {
            case Opened.Fresh(PullRequest pull) -> pull;
            case Opened.AlreadyThere(PullRequest pull) ->
                throw new HttpProblem(
                        409,
                        "GitPullRequestExistsException",
                        "TF401179: An active pull request for the source and target branch already exists.");
            case Opened.NoSuchBranch(String branch) ->
                throw new HttpProblem(
                        404,
                        "GitRefNotFoundException",
                        "TF401398: The pull request cannot be activated because the branch refs/heads/" + branch
                                + " does not exist.");
            case Opened.SameBranch() ->
                throw HttpProblem.badRequest("Source and target are the same branch; name two.");
        };
    }

    private static String branch(JsonNode body, String field) {
        String ref = body.path(field).asText("");
        if (!ref.startsWith("refs/heads/")) {
            throw HttpProblem.badRequest("The field " + field + " must be a full name such as refs/heads/main.");
        }
        return ref.substring("refs/heads/".length());
    }

    private static List<Reviewer> reviewers(Site site, JsonNode body) {
        List<Reviewer> reviewers = new ArrayList<>();
        body.path("reviewers")
                .forEach(each -> reviewers.add(new Reviewer(
                        site.person(each.path("id").asText("")).login(),
                        0,
                        each.path("isRequired").asBoolean(false))));
        return reviewers;
    }

    private static List<String> labels(JsonNode body) {
        List<String> labels = new ArrayList<>();
        body.path("labels").forEach(each -> labels.add(each.path("name").asText("")));
        return labels;
    }

    private Reply workItems(Call call) {
        Site site = Site.of(core, call);
        return Site.list(
                site.pull(call).tickets(),
                number -> Json.object()
                        .put("id", Long.toString(number))
                        .put("url", site.base() + "/_apis/wit/workItems/" + number));
    }

    private Reply change(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        JsonNode body = call.json();
        PullRequest changed = details(pull, body, call.by());
        String status = STATUS.name(body, "status", "notSet");
        PullRequest moved = switch (status) {
            case "notSet" -> changed;
            case "active" -> reactivate(changed, call.by());
            case "abandoned" -> abandon(changed, call.by());
            case "completed" -> new Completing(core).complete(changed, body, call.by());
            default -> throw HttpProblem.badRequest("A pull request cannot be set to '" + status + "'.");
        };
        return Reply.ok(new PullView(site).pull(moved));
    }

    private PullRequest details(PullRequest pull, JsonNode body, Person by) {
        Optional<String> title = Json.text(body, "title");
        Optional<String> description = Json.text(body, "description");
        Optional<String> target = Json.text(body, "targetRefName");
        Optional<Boolean> draft = Json.flag(body, "isDraft");
        PullRequest now = pull;
        if (title.isPresent() || description.isPresent() || target.isPresent()) {
            now = core.pulls()
                    .change(
                            pull.number(),
                            Happening.Pull.DETAILS,
                            by,
                            (each, at) -> each.titled(title.orElse(each.title()), at)
                                    .described(description.orElse(each.description()), at)
                                    .retargeted(
                                            target.map(ref -> ref.replaceFirst("^refs/heads/", ""))
                                                    .orElse(each.target()),
                                            at))
                    .orElse(now);
        }
        if (draft.isPresent()) {
            Happening.Pull what = draft.get() ? Happening.Pull.DRAFTED : Happening.Pull.READY;
            now = core.pulls()
                    .change(pull.number(), what, by, (each, at) -> each.asDraft(draft.get(), at))
                    .orElse(now);
        }
        return now;
    }

    private PullRequest reactivate(PullRequest pull, Person by) {
        return pull.isOpen() ? pull : core.pulls().reopen(pull.number(), by).orElseThrow(PullRoutes::wrongState);
    }

    private PullRequest abandon(PullRequest pull, Person by) {
        return pull.state() == PullRequest.State.ABANDONED
                ? pull
                : core.pulls().abandon(pull.number(), by).orElseThrow(PullRoutes::wrongState);
    }

    static HttpProblem wrongState() {
        return new HttpProblem(
                409,
                "GitPullRequestNotEditableException",
                "TF401181: The pull request cannot be edited due to its state.");
    }
}
