package dev.millrace.docsupdate.change;

import dev.millrace.codehosts.Repositories.Commit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The newest commits of a branch and how they follow from one another.
 *
 * @param commits the newest first
 * @param cut whether there are older ones
 */
record Lineage(List<Commit> commits, boolean cut) {

    Lineage {
        commits = List.copyOf(commits);
    }

    boolean holds(String id) {
        return commits.stream().anyMatch(commit -> commit.id().equals(id));
    }

    /**
     * What a commit has that an earlier one has not, the oldest first. An earlier one that is older than all this bounds
     * nothing.
     */
    List<Commit> between(@Nullable String earlier, String later) {
        Set<String> before = earlier == null ? Set.of() : reachable(earlier);
        Set<String> after = reachable(later);
        return commits.reversed().stream()
                .filter(commit -> after.contains(commit.id()) && !before.contains(commit.id()))
                .toList();
    }

    /** What a merge brought to the branch; empty when the merge is not among these commits. */
    Optional<List<Commit>> broughtBy(String merge) {
        return commits.stream()
                .filter(commit -> commit.id().equals(merge))
                .findFirst()
                .map(commit -> between(
                        commit.parents().isEmpty() ? null : commit.parents().getFirst(), merge));
    }

    private Set<String> reachable(String from) {
        Map<String, Commit> byId =
                commits.stream().collect(Collectors.toMap(Commit::id, Function.identity(), (first, second) -> first));
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            Commit commit = byId.get(open.pop());
            if (commit != null && seen.add(commit.id())) {
                commit.parents().forEach(open::push);
            }
        }
        return seen;
    }
}
