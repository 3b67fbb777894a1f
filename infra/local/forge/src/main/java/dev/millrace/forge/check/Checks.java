package dev.millrace.forge.check;

import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Herald;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes reports and answers what the latest say. */
public final class Checks {

    private final Store store;
    private final Herald herald;
    private final Clock clock;

    public Checks(Store store, Herald herald, Clock clock) {
        this.store = store;
        this.herald = herald;
        this.clock = clock;
    }

    /** What somebody says about a commit or pull request. */
    public record Report(
            long repo,
            String commit,
            long pull,
            int iteration,
            String genre,
            String name,
            Check.State state,
            String description,
            String url,
            boolean run) {

        public static Report onCommit(
                long repo, String commit, String name, Check.State state, String description, String url) {
            return new Report(repo, commit, 0, 0, "", name, state, description, url, false);
        }
    }

    public Check report(Report report, Person by) {
        return store.write(draft -> {
            Instant now = now();
            var check = new Check(
                    draft.next("check"),
                    report.repo(),
                    report.commit(),
                    report.pull(),
                    report.iteration(),
                    report.genre(),
                    report.name(),
                    report.state(),
                    report.description(),
                    report.url(),
                    by.login(),
                    now,
                    now,
                    report.run());
            herald.announce(draft, new Happening.CheckReported(check, by));
            return draft.put(Check.KIND, check);
        });
    }

    public Optional<Check> change(long number, Check.State state, String description, Person by) {
        return store.write(draft -> draft.find(Check.KIND, number).map(check -> {
            var changed = draft.put(Check.KIND, check.withState(state, description, now()));
            herald.announce(draft, new Happening.CheckReported(changed, by));
            return changed;
        }));
    }

    public void delete(long number) {
        store.change(draft -> draft.remove(Check.KIND, Long.toString(number)));
    }

    public Optional<Check> find(long number) {
        return store.find(Check.KIND, number);
    }

    /** All reports on a commit, newest first. */
    public List<Check> onCommit(long repo, String commit) {
        return store.all(Check.KIND).stream()
                .filter(check -> check.repo() == repo && check.commit().equals(commit) && check.pull() == 0)
                .toList()
                .reversed();
    }

    /** All reports on a pull request, oldest first. */
    public List<Check> onPull(long pull) {
        return store.all(Check.KIND).stream()
                .filter(check -> check.pull() == pull)
                .toList();
    }

    /** Of several reports of the same genre and name the newest. */
    public static List<Check> latest(List<Check> newestFirst) {
        Map<String, Check> latest = new LinkedHashMap<>();
        newestFirst.forEach(check -> latest.putIfAbsent(check.genre() + "\n" + check.name(), check));
        return List.copyOf(latest.values());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
