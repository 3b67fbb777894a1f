package dev.millrace.forge.github.pull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.MergeTrial;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.github.issue.IssueView;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.pull.Reviewer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pull requests as GitHub shows them. */
public record PullView(Place place) {

    public ObjectNode pull(PullRequest pull) {
        Repo repo = place.core().projects().repo(pull.repo());
        String url = place.url(repo) + "/pulls/" + pull.number();
        ObjectNode view = Json.object()
                .put("id", pull.number())
                .put("node_id", "PR_" + pull.number())
                .put("number", pull.number())
                .put("state", pull.isOpen() ? "open" : "closed")
                .put("locked", false)
                .put("title", pull.title())
                .put("body", pull.description())
                .put("draft", pull.draft())
                .put("created_at", pull.created().toString())
                .put("updated_at", pull.changed().toString())
                .put("url", url)
                .put("html_url", place.web(repo) + "/pull/" + pull.number())
                .put("diff_url", place.web(repo) + "/pull/" + pull.number() + ".diff")
                .put("issue_url", place.url(repo) + "/issues/" + pull.number())
                .put("commits_url", url + "/commits")
                .put("comments_url", place.url(repo) + "/issues/" + pull.number() + "/comments")
                .put("review_comments_url", url + "/comments")
                .put("statuses_url", place.url(repo) + "/statuses/" + pull.head());
        view.set("user", place.user(pull.author()));
        var issues = new IssueView(place);
        view.set("labels", Json.array(pull.labels(), label -> issues.label(repo, label)));
        view.set("assignees", Json.array(pull.assignees(), place::user));
        view.set(
                "requested_reviewers",
                Json.array(pull.reviewers().stream()
                        .filter(reviewer -> reviewer.vote() == 0)
                        .map(Reviewer::login)
                        .map(place::user)));
        view.set("requested_teams", Json.array());
        view.set("head", end(repo, pull.source(), pull.head()));
        view.set("base", end(repo, pull.target(), target(repo, pull)));
        closing(pull, view);
        return view;
    }

    /** With what costs more to find out. */
    public ObjectNode full(PullRequest pull) {
        ObjectNode view = pull(pull);
        GitRepo git = place.core().projects().git(place.core().projects().repo(pull.repo()));
        Optional<MergeTrial> trial = pull.isOpen() ? place.core().merges().trial(pull) : Optional.empty();
        boolean clean =
                trial.filter(each -> !(each instanceof MergeTrial.Conflicts)).isPresent();
        if (pull.isOpen()) {
            view.put("mergeable", clean).put("mergeable_state", state(pull, clean));
        } else {
            view.putNull("mergeable").put("mergeable_state", "unknown");
        }
        view.put("merged", pull.state() == PullRequest.State.MERGED);
        if (pull.state() == PullRequest.State.MERGED) {
            view.set("merged_by", place.user(String.valueOf(pull.closedBy())));
        }
        String base = pull.iterations().getLast().base();
        var changes = git.history().changes(base, pull.head(), false);
        view.put("commits", git.history().between(base, pull.head()).size())
                .put("changed_files", changes.size())
                .put(
                        "additions",
                        changes.stream().mapToInt(change -> change.added()).sum())
                .put(
                        "deletions",
                        changes.stream().mapToInt(change -> change.removed()).sum());
        return view.put(
                "comments", place.core().conversations().about(pull.number()).size());
    }

    private String state(PullRequest pull, boolean clean) {
        if (!clean) {
            return "dirty";
        }
        if (pull.draft()) {
            return "draft";
        }
        List<String> missing = place.core().policies().missing(pull);
        return missing.isEmpty() ? "clean" : "blocked";
    }

    private String target(Repo repo, PullRequest pull) {
        Optional<String> now =
                pull.isOpen() ? place.core().projects().git(repo).branch(pull.target()) : Optional.empty();
        return now.orElse(pull.iterations().getLast().target());
    }

    private ObjectNode end(Repo repo, String branch, String commit) {
        String owner = place.core().projects().project(repo.project()).name();
        ObjectNode end = Json.object()
                .put("label", owner + ":" + branch)
                .put("ref", branch)
                .put("sha", commit);
        end.set("repo", place.repo(repo));
        end.set("user", place.owner(place.core().projects().project(repo.project())));
        return end;
    }

    private static void closing(PullRequest pull, ObjectNode view) {
        Instant closed = pull.closed();
        boolean merged = pull.state() == PullRequest.State.MERGED;
        view.put("closed_at", closed == null ? null : closed.toString());
        view.put("merged_at", closed == null || !merged ? null : closed.toString());
        view.put("merge_commit_sha", pull.mergeCommit());
    }
}
