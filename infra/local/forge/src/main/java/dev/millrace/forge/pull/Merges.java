package dev.millrace.forge.pull;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.MergeTrial;
import dev.millrace.forge.git.RefMove;
import dev.millrace.forge.git.Signature;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Herald;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.policy.Policies;
import dev.millrace.forge.project.Projects;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.Pushes;
import dev.millrace.forge.store.Store;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import dev.millrace.forge.ticket.Tickets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a pull request can be merged, and merging it. */
public final class Merges {

    private static final int REMEMBERED = 2_000;

    private final Store store;
    private final Projects projects;
    private final Policies policies;
    private final Pushes pushes;
    private final Tickets tickets;
    private final Herald herald;
    private final Clock clock;
    private final Map<String, MergeTrial> trials = new ConcurrentHashMap<>();

    public Merges(
            Store store,
            Projects projects,
            Policies policies,
            Pushes pushes,
            Tickets tickets,
            Herald herald,
            Clock clock) {
        this.store = store;
        this.projects = projects;
        this.policies = policies;
        this.pushes = pushes;
        this.tickets = tickets;
        this.herald = herald;
        this.clock = clock;
    }

    /** What merging would give now; empty when a branch is gone. */
    public Optional<MergeTrial> trial(PullRequest pull) {
        GitRepo git = git(pull);
        return git.branch(pull.target())
                .flatMap(target -> git.branch(pull.source()).map(source -> trial(pull, git, target, source)));
    }

    /** Merges, or says what stands in the way. Nothing is changed unless it is merged. */
    public Completion complete(PullRequest asked, MergeWish wish, Person by) {
        return pushes.alone(asked.repo(), () -> {
            PullRequest pull = store.find(PullRequest.KIND, asked.number()).orElse(asked);
            GitRepo git = git(pull);
            Optional<String> source = git.branch(pull.source());
            Optional<String> target = git.branch(pull.target());
            if (!pull.isOpen()) {
                return new Completion.NotOpen(pull.state());
            }
            if (source.isEmpty() || target.isEmpty()) {
                return new Completion.BranchMissing(source.isEmpty() ? pull.source() : pull.target());
            }
            if (wish.expectedHead().isPresent() && !wish.expectedHead().get().equals(source.get())) {
                return new Completion.HeadMoved(source.get());
            }
            if (pull.draft()) {
                return new Completion.StillDraft();
            }
            List<String> missing = wish.bypassPolicies() ? List.of() : policies.missing(pull);
            if (!missing.isEmpty()) {
                return new Completion.Blocked(missing);
            }
            return merge(pull, git, source.get(), target.get(), wish, by);
        });
    }

    /** Finishes merges that a crash interrupted between Git and the store. */
    public void recover(Person by) {
        for (PullRequest pull : store.all(PullRequest.KIND)) {
            String commit = pull.mergeCommit();
            if (!pull.isOpen() || commit == null) {
                continue;
            }
            boolean arrived = git(pull)
                    .branch(pull.target())
                    .filter(head -> git(pull).history().contains(head, commit))
                    .isPresent();
            if (arrived) {
                close(pull, MergeWish.of(MergeWish.Style.MERGE), by);
            } else {
                store.change(draft -> draft.put(PullRequest.KIND, pull.merging(null, now())));
            }
        }
    }

    private Completion merge(PullRequest pull, GitRepo git, String source, String target, MergeWish wish, Person by) {
        String commit;
        switch (trial(pull, git, target, source)) {
            case MergeTrial.Conflicts(List<String> paths) -> {
                return new Completion.Conflicted(paths);
            }
            case MergeTrial.NothingToMerge() -> commit = target;
            case MergeTrial.Clean(String tree) -> {
                Optional<String> written = write(pull, git, source, target, tree, wish, by);
                if (written.isEmpty()) {
                    return new Completion.Conflicted(List.of());
                }
                commit = written.get();
            }
        }
        String merged = commit;
        PullRequest merging = store.write(draft -> draft.put(PullRequest.KIND, pull.merging(merged, now())));
        RefMove move = git.move("refs/heads/" + pull.target(), target, merged);
        if (!(move instanceof RefMove.Moved)) {
            store.change(draft -> draft.put(PullRequest.KIND, pull));
            return new Completion.HeadMoved(git.branch(pull.target()).orElse(GitRepo.NONE));
        }
        PullRequest closed = close(merging, wish, by);
        if (wish.deleteSource()) {
            git.move("refs/heads/" + pull.source(), source, GitRepo.NONE);
        }
        pushes.observe(projects.repo(pull.repo()), by);
        return new Completion.Merged(closed);
    }

    /** Empty when the commits cannot be put onto the target one by one. */
    private Optional<String> write(
            PullRequest pull, GitRepo git, String source, String target, String tree, MergeWish wish, Person by) {
        Signature signature = by.signature(now());
        String message = wish.message().orElse("Merged PR " + pull.number() + ": " + pull.title());
        return switch (wish.style()) {
            case MERGE ->
                Optional.of(git.editor().commit(tree, List.of(target, source), signature, signature, message));
            case SQUASH -> Optional.of(git.editor().commit(tree, List.of(target), signature, signature, message));
            case REBASE -> rebase(git, source, target, signature);
        };
    }

    private static Optional<String> rebase(GitRepo git, String source, String target, Signature committer) {
        String tip = target;
        for (CommitNote commit : git.history().between(target, source).reversed()) {
            if (commit.parents().size() > 1) {
                continue; // what a merge brought in is in the target or among the other commits
            }
            switch (git.merging().cherryPick(tip, commit)) {
                case MergeTrial.Clean(String tree) ->
                    tip = git.editor().commit(tree, List.of(tip), commit.author(), committer, commit.message());
                case MergeTrial.Conflicts conflicts -> {
                    return Optional.empty();
                }
                case MergeTrial.NothingToMerge nothing -> {}
            }
        }
        return Optional.of(tip);
    }

    private PullRequest close(PullRequest pull, MergeWish wish, Person by) {
        PullRequest closed = store.write(draft -> {
            PullRequest merged = draft.put(PullRequest.KIND, pull.merged(by.login(), now()));
            herald.announce(draft, new Happening.PullChanged(merged, Happening.Pull.MERGED, by));
            herald.announce(draft, new Happening.PullMerged(merged, by));
            return merged;
        });
        if (wish.closeTickets()) {
            TicketEdit done = TicketEdit.nothing().with(Ticket.STATE, TextNode.valueOf("Closed"));
            pull.tickets().forEach(ticket -> tickets.change(ticket, done, by));
        }
        return closed;
    }

    private MergeTrial trial(PullRequest pull, GitRepo git, String target, String source) {
        if (trials.size() > REMEMBERED) {
            trials.clear();
        }
        return trials.computeIfAbsent(
                pull.repo() + target + source, key -> git.merging().trial(target, source));
    }

    private GitRepo git(PullRequest pull) {
        Repo repo = projects.repo(pull.repo());
        return projects.git(repo);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
