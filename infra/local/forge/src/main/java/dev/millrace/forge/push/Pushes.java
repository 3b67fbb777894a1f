package dev.millrace.forge.push;

import dev.millrace.forge.git.Edited;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.RefMove;
import dev.millrace.forge.git.Signature;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Herald;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.policy.Policies;
import dev.millrace.forge.project.Projects;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.Iteration;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.store.Draft;
import dev.millrace.forge.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Moves refs, and notices that they moved: by REST, by {@code git push}, or before a crash that left the model behind.
 * Git is the truth; the model follows it by {@link #observe}.
 */
public final class Pushes {

    private final Store store;
    private final Projects projects;
    private final Policies policies;
    private final Herald herald;
    private final Clock clock;
    private final Map<Long, ReentrantLock> locks = new ConcurrentHashMap<>();

    public Pushes(Store store, Projects projects, Policies policies, Herald herald, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.policies = policies;
        this.herald = herald;
        this.clock = clock;
    }

    /** Does something while nobody else moves refs of the repository through the model. */
    public <T> T alone(long repo, Supplier<T> action) {
        ReentrantLock lock = locks.computeIfAbsent(repo, number -> new ReentrantLock());
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Commits edits to a branch, one commit after the other, and moves the branch once.
     *
     * @param expected where the branch must be; {@link GitRepo#NONE} for a new branch; empty for wherever it is
     * @param start what a new branch grows from; empty for nothing
     */
    public Pushed commit(
            Repo repo,
            String branch,
            Optional<String> expected,
            Optional<String> start,
            List<NewCommit> commits,
            Person by) {
        return alone(repo.number(), () -> {
            GitRepo git = projects.git(repo);
            String ref = "refs/heads/" + branch;
            String actual = git.ref(ref).orElse(GitRepo.NONE);
            if (expected.isPresent() && !expected.get().equals(actual)) {
                // Azure DevOps names the parent of a new branch where the branch's own place belongs.
                boolean grown = actual.equals(GitRepo.NONE)
                        && start.isEmpty()
                        && git.commit(expected.get()).isPresent();
                if (!grown) {
                    return new Pushed.Stale(ref, actual);
                }
            }
            if (!actual.equals(GitRepo.NONE) && policies.protects(repo, ref)) {
                return new Pushed.Protected(branch);
            }
            Optional<String> parent = actual.equals(GitRepo.NONE)
                    ? start.or(() -> expected.filter(id -> !id.equals(GitRepo.NONE)))
                    : Optional.of(actual);
            return write(repo, git, ref, actual, parent, commits, by);
        });
    }

    /**
     * Makes, moves or deletes a ref.
     *
     * @param expected where it must be; empty for wherever it is
     */
    public Pushed move(Repo repo, String ref, Optional<String> expected, String next, Person by) {
        return alone(repo.number(), () -> {
            GitRepo git = projects.git(repo);
            String actual = git.ref(ref).orElse(GitRepo.NONE);
            if (expected.isPresent() && !expected.get().equals(actual)) {
                return new Pushed.Stale(ref, actual);
            }
            if (!actual.equals(GitRepo.NONE) && policies.protects(repo, ref)) {
                return new Pushed.Protected(ref.replaceFirst("^refs/heads/", ""));
            }
            return moved(repo, git, ref, actual, next, by);
        });
    }

    /** Takes note of every ref that moved since the last look; empty when none did. */
    public Optional<Push> observe(Repo repo, Person by) {
        return alone(repo.number(), () -> {
            GitRepo git = projects.git(repo);
            Map<String, String> now = new ConcurrentHashMap<>(git.refs("refs/heads/"));
            now.putAll(git.refs("refs/tags/"));
            Map<String, String> before =
                    store.find(Heads.KIND, repo.number()).map(Heads::refs).orElse(Map.of());
            List<RefChange> changes = differences(before, now);
            if (changes.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(store.write(draft -> {
                draft.put(Heads.KIND, new Heads(repo.number(), Map.copyOf(now)));
                var push =
                        draft.put(Push.KIND, new Push(draft.next("push"), repo.number(), by.login(), now(), changes));
                herald.announce(draft, new Happening.Pushed(repo, push, by));
                adoptFirstBranch(draft, git, repo, now);
                changes.forEach(change -> follow(draft, git, repo, change, by));
                return push;
            }));
        });
    }

    public List<Push> of(Repo repo) {
        return store.all(Push.KIND).stream()
                .filter(push -> push.repo() == repo.number())
                .toList()
                .reversed();
    }

    private Pushed write(
            Repo repo,
            GitRepo git,
            String ref,
            String actual,
            Optional<String> parent,
            List<NewCommit> commits,
            Person by) {
        Optional<String> tip = parent;
        for (NewCommit commit : commits) {
            switch (git.editor().edit(tip.orElse(null), commit.edits())) {
                case Edited.Written(String tree) -> {
                    Signature caller = by.signature(now());
                    tip = Optional.of(git.editor()
                            .commit(
                                    tree,
                                    tip.stream().toList(),
                                    commit.author().orElse(caller),
                                    commit.committer().or(commit::author).orElse(caller),
                                    commit.message()));
                }
                case Edited refused -> {
                    return new Pushed.BadEdit(refused);
                }
            }
        }
        return tip.map(next -> moved(repo, git, ref, actual, next, by))
                .orElseGet(() -> new Pushed.Refused("There is nothing to commit"));
    }

    private Pushed moved(Repo repo, GitRepo git, String ref, String actual, String next, Person by) {
        if (actual.equals(next)) {
            return new Pushed.Done(new Push(0, repo.number(), by.login(), now(), List.of()), next);
        }
        return switch (git.move(ref, actual, next)) {
            case RefMove.Stale(String other) -> new Pushed.Stale(ref, other);
            case RefMove.Refused(String reason) -> new Pushed.Refused(reason);
            case RefMove.Moved() ->
                new Pushed.Done(
                        observe(repo, by).orElseGet(() -> new Push(0, repo.number(), by.login(), now(), List.of())),
                        next);
        };
    }

    /** The first branch of a repository is its default branch, whatever it is called. */
    private static void adoptFirstBranch(Draft draft, GitRepo git, Repo repo, Map<String, String> refs) {
        List<String> branches = refs.keySet().stream()
                .filter(ref -> ref.startsWith("refs/heads/"))
                .toList();
        if (branches.size() == 1 && !refs.containsKey("refs/heads/" + repo.defaultBranch())) {
            String only = branches.getFirst().substring("refs/heads/".length());
            draft.find(Repo.KIND, repo.number())
                    .ifPresent(current -> draft.put(Repo.KIND, current.withDefaultBranch(only)));
            git.pointHead(only);
        }
    }

    /** A pull request whose source moved gets another iteration. */
    private void follow(Draft draft, GitRepo git, Repo repo, RefChange change, Person by) {
        if (!change.isBranch() || change.isGone()) {
            return;
        }
        store.all(PullRequest.KIND).stream()
                .filter(pull -> pull.isOpen()
                        && pull.repo() == repo.number()
                        && pull.source().equals(change.shortName())
                        && !pull.head().equals(change.after()))
                .forEach(pull -> {
                    String target = git.branch(pull.target()).orElse(GitRepo.NONE);
                    String base = target.equals(GitRepo.NONE)
                            ? GitRepo.NONE
                            : git.history().mergeBase(change.after(), target).orElse(GitRepo.NONE);
                    int number = pull.iterations().size() + 1;
                    PullRequest pushed = draft.put(
                            PullRequest.KIND,
                            pull.pushed(new Iteration(number, change.after(), target, base, by.login(), now())));
                    herald.announce(draft, new Happening.PullChanged(pushed, Happening.Pull.PUSHED, by));
                });
    }

    private static List<RefChange> differences(Map<String, String> before, Map<String, String> now) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        var changes = new ArrayList<RefChange>();
        for (String name : names) {
            String old = before.getOrDefault(name, GitRepo.NONE);
            String fresh = now.getOrDefault(name, GitRepo.NONE);
            if (!old.equals(fresh)) {
                changes.add(new RefChange(name, old, fresh));
            }
        }
        return changes;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
