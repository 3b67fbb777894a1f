package dev.millrace.forge.gitlab.merge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.FileChange;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.gitlab.Input;
import dev.millrace.forge.gitlab.Pages;
import dev.millrace.forge.gitlab.git.CommitRoutes;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.Completion;
import dev.millrace.forge.pull.MergeWish;
import dev.millrace.forge.pull.NewPull;
import dev.millrace.forge.pull.Opened;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.pull.Reviewer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Opens, lists, changes and merges merge requests. */
public final class MergeRequestRoutes {

    private static final String ALL = "projects/{id}/merge_requests";

    private final Core core;

    public MergeRequestRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::open)
                .get(ALL + "/{iid}", this::get)
                .put(ALL + "/{iid}", this::change)
                .put(ALL + "/{iid}/merge", this::merge)
                .get(ALL + "/{iid}/commits", this::commits)
                .get(ALL + "/{iid}/changes", this::changes)
                .get(ALL + "/{iid}/diffs", this::diffs);
    }

    private Reply get(Call call) {
        Area area = Area.of(core, call);
        return Reply.ok(new MergeRequestView(area).view(area.pull(call)));
    }

    private Reply list(Call call) {
        Area area = Area.of(core, call);
        Input input = Input.of(call);
        String state = input.text("state").orElse("all");
        Predicate<PullRequest> wanted =
                pull -> state.equals("all") || MergeRequestView.state(pull).equals(state);
        wanted = wanted.and(same(input.text("source_branch"), PullRequest::source))
                .and(same(input.text("target_branch"), PullRequest::target))
                .and(pull -> pull.labels().containsAll(input.texts("labels").orElse(List.of())));
        Optional<Instant> after = input.text("updated_after").map(MergeRequestRoutes::instant);
        wanted = wanted.and(
                pull -> after.filter(at -> pull.changed().isBefore(at)).isEmpty());
        Comparator<PullRequest> order =
                input.text("order_by").filter("updated_at"::equals).isPresent()
                        ? Comparator.comparing(PullRequest::changed)
                        : Comparator.comparingLong(PullRequest::number);
        boolean ascending = input.text("sort").filter("asc"::equals).isPresent();
        List<PullRequest> found = core.pulls().of(area.repo(call)).stream()
                .filter(wanted)
                .sorted(ascending ? order : order.reversed())
                .toList();
        return Pages.list(call, found, new MergeRequestView(area)::view);
    }

    private static Predicate<PullRequest> same(Optional<String> wanted, Function<PullRequest, String> actual) {
        return pull -> wanted.filter(value -> !value.equals(actual.apply(pull))).isEmpty();
    }

    /** An instant as all lists take it. */
    public static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw HttpProblem.badRequest("'" + text + "' is no timestamp; write it as 2026-01-31T12:00:00Z");
        }
    }

    private Reply open(Call call) {
        Area area = Area.of(core, call);
        Input input = Input.of(call);
        String title = input.needed("title");
        List<Reviewer> reviewers = input.numbers("reviewer_ids").orElse(List.of()).stream()
                .map(number -> new Reviewer(area.person(number).login(), 0, false))
                .toList();
        var wanted = new NewPull(
                area.repo(call).number(),
                MergeRequestView.plain(title),
                input.text("description").orElse(""),
                input.needed("source_branch"),
                input.needed("target_branch"),
                MergeRequestView.isDraft(title),
                reviewers,
                input.texts("labels").orElse(List.of()),
                List.of());
        PullRequest pull = switch (core.pulls().open(wanted, call.by())) {
            case Opened.Fresh fresh -> fresh.pull();
            case Opened.AlreadyThere(PullRequest other) ->
                throw HttpProblem.conflict(
                        "Another open merge request already exists for this source branch: !" + other.number());
            case Opened.NoSuchBranch(String branch) ->
                throw HttpProblem.badRequest("The branch " + branch + " does not exist");
            case Opened.SameBranch() ->
                throw HttpProblem.badRequest("You can't use same project/branch for source and target");
        };
        new Assignment(core, area).assign(pull, input, call.by());
        return Reply.created(
                new MergeRequestView(area).view(core.pulls().find(pull.number()).orElse(pull)));
    }

    private Reply change(Call call) {
        Area area = Area.of(core, call);
        Input input = Input.of(call);
        PullRequest pull = area.pull(call);
        Optional<String> title = input.text("title");
        Optional<Boolean> draft = title.map(MergeRequestView::isDraft).filter(next -> next != pull.draft());
        draft.ifPresent(next -> core.pulls()
                .change(
                        pull.number(),
                        next ? Happening.Pull.DRAFTED : Happening.Pull.READY,
                        call.by(),
                        (each, at) -> each.asDraft(next, at)));
        core.pulls()
                .change(
                        pull.number(),
                        Happening.Pull.DETAILS,
                        call.by(),
                        (each, at) -> each.titled(
                                        title.map(MergeRequestView::plain).orElse(each.title()), at)
                                .described(input.text("description").orElse(each.description()), at)
                                .retargeted(input.text("target_branch").orElse(each.target()), at));
        core.pulls()
                .change(
                        pull.number(),
                        Happening.Pull.LABELS,
                        call.by(),
                        (each, at) -> each.labelled(Assignment.labels(each.labels(), input), at));
        new Assignment(core, area).review(pull, input, call.by());
        new Assignment(core, area).assign(pull, input, call.by());
        input.text("state_event").ifPresent(event -> move(pull, event, call.by()));
        return Reply.ok(new MergeRequestView(area).view(area.pull(call)));
    }

    private void move(PullRequest pull, String event, Person by) {
        Optional<PullRequest> moved = switch (event) {
            case "close" -> core.pulls().abandon(pull.number(), by);
            case "reopen" -> core.pulls().reopen(pull.number(), by);
            default -> throw HttpProblem.badRequest("state_event does not have a valid value");
        };
        if (moved.isEmpty() && pull.state() == PullRequest.State.MERGED) {
            throw HttpProblem.badRequest("A merged merge request cannot be closed or opened again");
        }
    }

    private Reply merge(Call call) {
        Area area = Area.of(core, call);
        Input input = Input.of(call);
        PullRequest pull = area.pull(call);
        boolean squash = input.flag("squash").orElse(false);
        Optional<String> message = input.text(squash ? "squash_commit_message" : "merge_commit_message")
                .or(() -> input.text("merge_commit_message"));
        var wish = new MergeWish(
                input.text("sha"),
                squash ? MergeWish.Style.SQUASH : MergeWish.Style.MERGE,
                message,
                input.flag("should_remove_source_branch").orElse(false),
                false,
                false);
        return switch (core.merges().complete(pull, wish, call.by())) {
            case Completion.Merged(PullRequest merged) -> Reply.ok(new MergeRequestView(area).view(merged));
            case Completion.HeadMoved moved -> throw HttpProblem.conflict("SHA does not match HEAD of source branch");
            case Completion.Conflicted conflicted -> throw new HttpProblem(422, "", "Branch cannot be merged");
            case Completion.StillDraft draft -> throw notAllowed();
            case Completion.Blocked blocked -> throw notAllowed();
            case Completion.NotOpen closed -> throw notAllowed();
            case Completion.BranchMissing missing -> throw notAllowed();
        };
    }

    private static HttpProblem notAllowed() {
        return new HttpProblem(405, "", "405 Method Not Allowed");
    }

    private List<FileChange> between(Area area, Call call, PullRequest pull) {
        return area.git(call).history().changes(pull.iterations().getLast().base(), pull.head(), true);
    }

    private Reply commits(Call call) {
        Area area = Area.of(core, call);
        PullRequest pull = area.pull(call);
        Repo repo = area.repo(call);
        return Pages.list(
                call,
                area.git(call).history().between(pull.iterations().getLast().base(), pull.head()),
                note -> area.commit(repo, note));
    }

    private Reply changes(Call call) {
        Area area = Area.of(core, call);
        PullRequest pull = area.pull(call);
        ObjectNode view = new MergeRequestView(area).view(pull);
        view.set("changes", Json.array(between(area, call, pull), CommitRoutes::diff));
        return Reply.ok(view.put("overflow", false));
    }

    private Reply diffs(Call call) {
        Area area = Area.of(core, call);
        return Pages.list(call, between(area, call, area.pull(call)), CommitRoutes::diff);
    }
}
