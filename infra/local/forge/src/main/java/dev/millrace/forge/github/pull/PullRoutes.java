package dev.millrace.forge.github.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.github.Paging;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.github.git.CommitRoutes;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Opens, lists, changes and merges pull requests. */
public final class PullRoutes {

    private static final String ALL = "v3/repos/{owner}/{repo}/pulls";

    private final Core core;

    public PullRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::open)
                .get(ALL + "/{number}", this::get)
                .patch(ALL + "/{number}", this::change)
                .get(ALL + "/{number}/merge", this::merged)
                .put(ALL + "/{number}/merge", this::merge)
                .get(ALL + "/{number}/files", this::files)
                .get(ALL + "/{number}/commits", this::commits);
    }

    private Reply get(Call call) {
        Place place = Place.of(core, call);
        return Reply.ok(new PullView(place).full(place.pull(call)));
    }

    private Reply list(Call call) {
        Place place = Place.of(core, call);
        Predicate<PullRequest> wanted = switch (call.query("state").orElse("open")) {
            case "all" -> pull -> true;
            case "closed" -> pull -> !pull.isOpen();
            default -> PullRequest::isOpen;
        };
        Optional<String> head = call.query("head").map(PullRoutes::branch);
        Optional<String> base = call.query("base");
        Comparator<PullRequest> order =
                call.query("sort").filter("updated"::equals).isPresent()
                        ? Comparator.comparing(PullRequest::changed)
                        : Comparator.comparingLong(PullRequest::number);
        boolean ascending = call.query("direction").filter("asc"::equals).isPresent();
        List<PullRequest> found = core.pulls().of(place.repo(call)).stream()
                .filter(wanted)
                .filter(pull ->
                        head.filter(branch -> !branch.equals(pull.source())).isEmpty())
                .filter(pull ->
                        base.filter(branch -> !branch.equals(pull.target())).isEmpty())
                .sorted(ascending ? order : order.reversed())
                .toList();
        return Paging.list(call, found, new PullView(place)::pull);
    }

    /** An owner may stand before the branch. */
    private static String branch(String head) {
        return head.substring(head.indexOf(':') + 1);
    }

    private Reply open(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        JsonNode body = call.json();
        String title = body.path("title").asText("");
        String head = branch(body.path("head").asText(""));
        String base = body.path("base").asText("");
        if (title.isBlank() || head.isEmpty() || base.isEmpty()) {
            throw Place.invalid("title, head and base are needed");
        }
        GitRepo git = place.git(call);
        boolean nothing = git.branch(base)
                .flatMap(target -> git.branch(head).map(source -> git.history().contains(target, source)))
                .orElse(false);
        if (nothing) {
            throw Place.invalid("No commits between " + base + " and " + head);
        }
        Opened opened = core.pulls()
                .open(
                        new NewPull(
                                repo.number(),
                                title,
                                body.path("body").asText(""),
                                head,
                                base,
                                body.path("draft").asBoolean(false),
                                List.of(),
                                List.of(),
                                List.of()),
                        call.by());
        return switch (opened) {
            case Opened.Fresh(PullRequest pull) -> Reply.created(new PullView(place).full(pull));
            case Opened.AlreadyThere there ->
                throw Place.invalid("A pull request already exists for " + call.at("owner") + ":" + head + ".");
            case Opened.NoSuchBranch(String branch) ->
                throw Place.invalid((branch.equals(head) ? "head" : "base") + " is invalid: no branch " + branch);
            case Opened.SameBranch() -> throw Place.invalid("head and base are the same branch");
        };
    }

    private Reply change(Call call) {
        Place place = Place.of(core, call);
        PullRequest pull = place.pull(call);
        JsonNode body = call.json();
        Optional<String> title = Json.text(body, "title");
        Optional<String> text = Json.text(body, "body");
        Optional<String> base = Json.text(body, "base");
        if (title.isPresent() || text.isPresent() || base.isPresent()) {
            core.pulls()
                    .change(
                            pull.number(),
                            Happening.Pull.DETAILS,
                            call.by(),
                            (each, at) -> each.titled(title.orElse(each.title()), at)
                                    .described(text.orElse(each.description()), at)
                                    .retargeted(base.orElse(each.target()), at));
        }
        Json.text(body, "state").ifPresent(state -> move(place.pull(call), state, call.by()));
        return Reply.ok(new PullView(place).full(place.pull(call)));
    }

    private void move(PullRequest pull, String state, Person by) {
        if (state.equals("closed") && pull.isOpen()) {
            core.pulls().abandon(pull.number(), by);
        } else if (state.equals("open")
                && !pull.isOpen()
                && core.pulls().reopen(pull.number(), by).isEmpty()) {
            throw Place.invalid("state cannot be changed. The pull request is merged.");
        }
    }

    private Reply merged(Call call) {
        PullRequest pull = Place.of(core, call).pull(call);
        if (pull.state() != PullRequest.State.MERGED) {
            throw Place.notFound();
        }
        return Reply.nothing();
    }

    private Reply merge(Call call) {
        PullRequest pull = Place.of(core, call).pull(call);
        JsonNode body = call.json();
        MergeWish.Style style = switch (body.path("merge_method").asText("merge")) {
            case "merge" -> MergeWish.Style.MERGE;
            case "squash" -> MergeWish.Style.SQUASH;
            case "rebase" -> MergeWish.Style.REBASE;
            default -> throw Place.invalid("merge_method must be merge, squash or rebase");
        };
        Optional<String> title = Json.text(body, "commit_title");
        Optional<String> text = Json.text(body, "commit_message").filter(message -> !message.isEmpty());
        var wish = new MergeWish(
                Json.text(body, "sha"),
                style,
                title.map(line -> text.map(rest -> line + "\n\n" + rest).orElse(line)),
                false,
                false,
                false);
        return switch (core.merges().complete(pull, wish, call.by())) {
            case Completion.Merged(PullRequest done) ->
                Reply.ok(Json.object()
                        .put("sha", done.mergeCommit())
                        .put("merged", true)
                        .put("message", "Pull Request successfully merged"));
            case Completion.HeadMoved moved ->
                throw HttpProblem.conflict("Head branch was modified. Review and try the merge again.");
            case Completion.StillDraft() -> throw notMergeable("Pull Request is still a draft");
            case Completion.Conflicted conflicted -> throw notMergeable("Pull Request is not mergeable");
            case Completion.Blocked(List<String> reasons) ->
                throw notMergeable("Repository rule violations found. " + String.join(" ", reasons));
            case Completion.NotOpen notOpen -> throw notMergeable("Pull Request is not open");
            case Completion.BranchMissing(String branch) -> throw notMergeable("There is no branch " + branch);
        };
    }

    private static HttpProblem notMergeable(String message) {
        return new HttpProblem(405, "", message);
    }

    private Reply files(Call call) {
        Place place = Place.of(core, call);
        PullRequest pull = place.pull(call);
        Repo repo = place.repo(call);
        String base = pull.iterations().getLast().base();
        return Paging.list(
                call,
                place.git(call).history().changes(base, pull.head(), true),
                change -> CommitRoutes.file(place, repo, change, pull.head()));
    }

    private Reply commits(Call call) {
        Place place = Place.of(core, call);
        PullRequest pull = place.pull(call);
        Repo repo = place.repo(call);
        String base = pull.iterations().getLast().base();
        return Paging.list(
                call,
                place.git(call).history().between(base, pull.head()).reversed(),
                note -> place.commit(repo, note));
    }
}
