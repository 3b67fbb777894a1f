package dev.millrace.docsupdate.change;

import dev.millrace.codehosts.Repositories.Commit;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A branch's versions, from its tags, and what changed in each and since the last. */
public final class Timeline {

    private record Release(
            Version version, String commit, @Nullable LocalDate day) {}

    private final Lineage lineage;
    private final String head;
    private final List<Release> releases;

    private Timeline(Lineage lineage, String head, List<Release> releases) {
        this.lineage = lineage;
        this.head = head;
        this.releases = List.copyOf(releases);
    }

    /**
     * @param history the newest commits of the branch, the newest first
     * @param tags commits by tag
     * @param limit how many commits were asked for
     */
    public static Timeline of(List<Commit> history, Map<String, String> tags, String head, int limit) {
        var lineage = new Lineage(history, history.size() >= limit);
        List<Release> all = tags.entrySet().stream()
                .flatMap(tag -> Version.parse(tag.getKey()).stream()
                        .map(version -> new Release(version, tag.getValue(), day(history, tag.getValue()))))
                .sorted(Comparator.comparing(Release::version))
                .toList();
        List<Release> here =
                all.stream().filter(release -> lineage.holds(release.commit())).toList();
        // A long unreleased history hides its last release; a short one has none.
        return new Timeline(
                lineage, head, here.isEmpty() && lineage.cut() && !all.isEmpty() ? List.of(all.getLast()) : here);
    }

    private static @Nullable LocalDate day(List<Commit> history, String id) {
        return history.stream()
                .filter(commit -> commit.id().equals(id))
                .map(commit -> commit.when().atZone(ZoneOffset.UTC).toLocalDate())
                .findFirst()
                .orElse(null);
    }

    public Optional<Version> latest() {
        return releases.isEmpty()
                ? Optional.empty()
                : Optional.of(releases.getLast().version());
    }

    public boolean isReleased(Version version) {
        return releases.stream().anyMatch(release -> release.version().equals(version));
    }

    /** Whether the history was too long to be read to its last release. */
    public boolean isCut() {
        return lineage.cut()
                && (releases.isEmpty() || !lineage.holds(releases.getLast().commit()));
    }

    /** What is to be released next. */
    public Chapter upcoming() {
        Release last = releases.isEmpty() ? null : releases.getLast();
        List<Change> changes = changes(lineage.between(last == null ? null : last.commit(), head));
        Version next = last == null ? Version.FIRST : last.version().next(Bump.of(changes));
        return new Chapter(next, null, last == null ? null : last.version(), changes);
    }

    /**
     * What was released after a version, the oldest first.
     *
     * @param since null for every release
     */
    public List<Chapter> releasedAfter(@Nullable Version since) {
        List<Chapter> chapters = new ArrayList<>();
        Release previous = null;
        for (Release release : releases) {
            if (since == null || release.version().compareTo(since) > 0) {
                chapters.add(new Chapter(
                        release.version(),
                        release.day(),
                        previous == null ? null : previous.version(),
                        changes(lineage.between(previous == null ? null : previous.commit(), release.commit()))));
            }
            previous = release;
        }
        return chapters;
    }

    /** The changes that a merge brought; empty when nobody knows. */
    public Optional<List<Change>> broughtBy(String mergeCommit) {
        return lineage.broughtBy(mergeCommit).map(Timeline::changes);
    }

    private static List<Change> changes(List<Commit> commits) {
        return commits.stream().flatMap(commit -> Change.of(commit).stream()).toList();
    }
}
