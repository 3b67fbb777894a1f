package dev.millrace.forge.pull;

import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Herald;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Projects;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.store.Draft;
import dev.millrace.forge.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Opens, changes and finds pull requests. Merging is {@link Merges}' business. */
public final class PullRequests {

    private final Store store;
    private final Projects projects;
    private final Herald herald;
    private final Clock clock;

    public PullRequests(Store store, Projects projects, Herald herald, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.herald = herald;
        this.clock = clock;
    }

    public Optional<PullRequest> find(long number) {
        return store.find(PullRequest.KIND, number);
    }

    public List<PullRequest> all() {
        return store.all(PullRequest.KIND);
    }

    /** Those of a repository, oldest first. */
    public List<PullRequest> of(Repo repo) {
        return all().stream().filter(pull -> pull.repo() == repo.number()).toList();
    }

    public Opened open(NewPull wanted, Person by) {
        GitRepo git = projects.git(projects.repo(wanted.repo()));
        if (wanted.source().equals(wanted.target())) {
            return new Opened.SameBranch();
        }
        Optional<String> source = git.branch(wanted.source());
        Optional<String> target = git.branch(wanted.target());
        if (source.isEmpty() || target.isEmpty()) {
            return new Opened.NoSuchBranch(source.isEmpty() ? wanted.source() : wanted.target());
        }
        String base = git.history().mergeBase(source.get(), target.get()).orElse(GitRepo.NONE);
        return store.write(draft -> openOne(wanted.repo(), wanted.source(), wanted.target())
                .<Opened>map(Opened.AlreadyThere::new)
                .orElseGet(() -> {
                    Instant now = now();
                    var first = new Iteration(1, source.get(), target.get(), base, by.login(), now);
                    PullRequest pull = draft.put(
                            PullRequest.KIND,
                            fresh(draft.next("number"), wanted, by, now).pushed(first));
                    herald.announce(draft, new Happening.PullOpened(pull, by));
                    return new Opened.Fresh(pull);
                }));
    }

    /** Changes an open or closed pull request in a way that the rules leave to everybody. */
    public Optional<PullRequest> change(
            long number, Happening.Pull what, Person by, BiFunction<PullRequest, Instant, PullRequest> change) {
        return store.write(draft -> draft.find(PullRequest.KIND, number).map(before -> {
            PullRequest after = change.apply(before, now());
            if (after.at(before.changed()).equals(before)) {
                return before;
            }
            draft.put(PullRequest.KIND, after);
            herald.announce(draft, new Happening.PullChanged(after, what, by));
            return after;
        }));
    }

    /** Closes without merging; empty when it is not open. */
    public Optional<PullRequest> abandon(long number, Person by) {
        return move(
                number,
                PullRequest.State.OPEN,
                by,
                Happening.Pull.ABANDONED,
                (pull, at) -> pull.abandoned(by.login(), at));
    }

    /** Opens an abandoned one again; empty when it is not abandoned. */
    public Optional<PullRequest> reopen(long number, Person by) {
        return move(
                number,
                PullRequest.State.ABANDONED,
                by,
                Happening.Pull.REOPENED,
                (pull, at) -> pull.merging(null, at).reopened(at));
    }

    /** Keeps what a reviewer says and lets it count as a vote. */
    public Optional<Review> review(long number, String verdict, String text, Person by) {
        return store.write(draft -> draft.find(PullRequest.KIND, number).map(pull -> {
            Instant now = now();
            var review = draft.put(
                    Review.KIND, new Review(draft.next("review"), number, by.login(), verdict, text, pull.head(), now));
            if (!verdict.equals("COMMENTED")) {
                vote(draft, pull, verdict.equals("APPROVED") ? Reviewer.APPROVED : Reviewer.REJECTED, by, now);
            }
            return review;
        }));
    }

    public List<Review> reviews(long number) {
        return store.all(Review.KIND).stream()
                .filter(review -> review.pull() == number)
                .toList();
    }

    /** The open one for two branches. */
    public Optional<PullRequest> openOne(long repo, String source, String target) {
        return all().stream()
                .filter(pull -> pull.isOpen()
                        && pull.repo() == repo
                        && pull.source().equals(source)
                        && pull.target().equals(target))
                .findFirst();
    }

    private void vote(Draft draft, PullRequest pull, int vote, Person by, Instant now) {
        boolean required = pull.reviewer(by.login()).map(Reviewer::required).orElse(false);
        PullRequest voted = pull.reviewedBy(new Reviewer(by.login(), vote, required), now);
        draft.put(PullRequest.KIND, voted);
        herald.announce(draft, new Happening.PullChanged(voted, Happening.Pull.VOTE, by));
    }

    private Optional<PullRequest> move(
            long number,
            PullRequest.State from,
            Person by,
            Happening.Pull what,
            BiFunction<PullRequest, Instant, PullRequest> move) {
        return store.write(draft -> draft.find(PullRequest.KIND, number)
                .filter(pull -> pull.state() == from)
                .map(pull -> {
                    PullRequest moved = draft.put(PullRequest.KIND, move.apply(pull, now()));
                    herald.announce(draft, new Happening.PullChanged(moved, what, by));
                    return moved;
                }));
    }

    private static PullRequest fresh(long number, NewPull wanted, Person by, Instant now) {
        return new PullRequest(
                number,
                wanted.repo(),
                wanted.title(),
                wanted.description(),
                wanted.source(),
                wanted.target(),
                wanted.draft(),
                PullRequest.State.OPEN,
                by.login(),
                now,
                now,
                null,
                null,
                wanted.reviewers(),
                wanted.labels(),
                wanted.tickets(),
                List.of(),
                List.of(),
                null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
