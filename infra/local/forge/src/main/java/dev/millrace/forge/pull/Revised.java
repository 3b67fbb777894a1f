package dev.millrace.forge.pull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pull request on its way to its next version: one component is changed, then the time. Not thread-safe. */
final class Revised {

    private final PullRequest was;
    private String title;
    private String description;
    private String target;
    private boolean draft;
    private List<Reviewer> reviewers;
    private List<String> labels;
    private List<Long> tickets;
    private List<String> assignees;
    private List<Iteration> iterations;
    private @Nullable String mergeCommit;
    private PullRequest.State state;
    private @Nullable String closedBy;
    private @Nullable Instant closed;

    Revised(PullRequest was) {
        this.was = was;
        this.title = was.title();
        this.description = was.description();
        this.target = was.target();
        this.draft = was.draft();
        this.reviewers = was.reviewers();
        this.labels = was.labels();
        this.tickets = was.tickets();
        this.assignees = was.assignees();
        this.iterations = was.iterations();
        this.mergeCommit = was.mergeCommit();
        this.state = was.state();
        this.closedBy = was.closedBy();
        this.closed = was.closed();
    }

    Revised title(String next) {
        title = next;
        return this;
    }

    Revised description(String next) {
        description = next;
        return this;
    }

    Revised target(String next) {
        target = next;
        return this;
    }

    Revised draft(boolean next) {
        draft = next;
        return this;
    }

    Revised reviewers(List<Reviewer> next) {
        reviewers = next;
        return this;
    }

    Revised labels(List<String> next) {
        labels = next;
        return this;
    }

    Revised tickets(List<Long> next) {
        tickets = next;
        return this;
    }

    Revised assignees(List<String> next) {
        assignees = next;
        return this;
    }

    Revised iterations(List<Iteration> next) {
        iterations = next;
        return this;
    }

    Revised mergeCommit(@Nullable String next) {
        mergeCommit = next;
        return this;
    }

    PullRequest closed(PullRequest.State next, @Nullable String by, @Nullable Instant at) {
        state = next;
        closedBy = by;
        closed = at;
        return at(at == null ? was.changed() : at);
    }

    PullRequest at(Instant at) {
        return new PullRequest(
                was.number(),
                was.repo(),
                title,
                description,
                was.source(),
                target,
                draft,
                state,
                was.author(),
                was.created(),
                at,
                closedBy,
                closed,
                reviewers,
                labels,
                tickets,
                assignees,
                iterations,
                mergeCommit);
    }
}
