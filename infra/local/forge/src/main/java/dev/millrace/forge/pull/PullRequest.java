package dev.millrace.forge.pull;

import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.store.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pull or merge request. Its methods are what may happen to it.
 *
 * @param number unique in the whole forge, among tickets too
 * @param source branch without {@code refs/heads/}, in the same repository
 * @param mergeCommit set while a merge is under way, and after it
 */
public record PullRequest(
        long number,
        long repo,
        String title,
        String description,
        String source,
        String target,
        boolean draft,
        State state,
        String author,
        Instant created,
        Instant changed,
        @Nullable String closedBy,
        @Nullable Instant closed,
        List<Reviewer> reviewers,
        List<String> labels,
        List<Long> tickets,
        List<String> assignees,
        List<Iteration> iterations,
        @Nullable String mergeCommit) {

    public static final Kind<PullRequest> KIND = Kind.numbered("pull", PullRequest.class, PullRequest::number);

    /** Where a pull request is in its life. */
    public enum State {
        OPEN,
        MERGED,
        ABANDONED
    }

    public PullRequest {
        reviewers = List.copyOf(reviewers);
        labels = labels.stream().distinct().toList();
        tickets = tickets.stream().distinct().toList();
        assignees = assignees.stream().distinct().toList();
        iterations = List.copyOf(iterations);
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** The commit that would be merged. */
    public String head() {
        return iterations.isEmpty() ? GitRepo.NONE : iterations.getLast().source();
    }

    public Optional<Reviewer> reviewer(String login) {
        return reviewers.stream()
                .filter(reviewer -> reviewer.login().equals(login))
                .findFirst();
    }

    public PullRequest pushed(Iteration iteration) {
        var more = new ArrayList<>(iterations);
        more.add(iteration);
        return new Revised(this).iterations(more).at(iteration.at());
    }

    public PullRequest titled(String next, Instant at) {
        return new Revised(this).title(next).at(at);
    }

    public PullRequest described(String next, Instant at) {
        return new Revised(this).description(next).at(at);
    }

    public PullRequest retargeted(String branch, Instant at) {
        return new Revised(this).target(branch).at(at);
    }

    public PullRequest asDraft(boolean next, Instant at) {
        return new Revised(this).draft(next).at(at);
    }

    public PullRequest labelled(List<String> next, Instant at) {
        return new Revised(this).labels(next).at(at);
    }

    public PullRequest assigned(List<String> logins, Instant at) {
        return new Revised(this).assignees(logins).at(at);
    }

    public PullRequest linked(List<Long> next, Instant at) {
        return new Revised(this).tickets(next).at(at);
    }

    /** With a reviewer in the place of the one of the same login, or after the others. */
    public PullRequest reviewedBy(Reviewer reviewer, Instant at) {
        var next = new ArrayList<Reviewer>();
        boolean known = reviewer(reviewer.login()).isPresent();
        reviewers.forEach(each -> next.add(each.login().equals(reviewer.login()) ? reviewer : each));
        if (!known) {
            next.add(reviewer);
        }
        return new Revised(this).reviewers(next).at(at);
    }

    public PullRequest withoutReviewer(String login, Instant at) {
        return new Revised(this)
                .reviewers(reviewers.stream()
                        .filter(each -> !each.login().equals(login))
                        .toList())
                .at(at);
    }

    /** Says which commit is about to get into the target, so that a crash in between can be finished. */
    PullRequest merging(@Nullable String commit, Instant at) {
        return new Revised(this).mergeCommit(commit).at(at);
    }

    PullRequest merged(String by, Instant at) {
        return new Revised(this).closed(State.MERGED, by, at);
    }

    PullRequest abandoned(String by, Instant at) {
        return new Revised(this).closed(State.ABANDONED, by, at);
    }

    PullRequest reopened(Instant at) {
        return new Revised(this).closed(State.OPEN, null, null).at(at);
    }

    PullRequest at(Instant at) {
        return new Revised(this).at(at);
    }
}
