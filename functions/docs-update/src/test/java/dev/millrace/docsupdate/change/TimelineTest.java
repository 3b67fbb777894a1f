package dev.millrace.docsupdate.change;

import static dev.millrace.docsupdate.change.Commits.commit;
import static dev.millrace.docsupdate.change.Commits.id;
import static dev.millrace.docsupdate.change.Commits.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.codehosts.Repositories.Commit;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {

    private static final int LIMIT = 500;

    private static Timeline of(List<Commit> history, Map<String, String> tags) {
        return Timeline.of(history, tags, history.getFirst().id(), LIMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, fix: a, 1.2.4",
        "1.2.3, Plain words, 1.2.4",
        "1.2.3, feat: a, 1.3.0",
        "1.2.3, deprecate: a, 1.3.0",
        "1.2.3, feat!: a, 2.0.0",
        "0.2.3, feat!: a, 0.3.0",
        "0.2.3, fix: a, 0.2.4",
        "v9.9.9, chore!: a, 10.0.0"
    })
    void theNextVersionFollowsFromTheChanges(String tag, String message, String next) {
        // Given
        List<Commit> history = line("feat: first", message);

        // When
        Chapter upcoming = of(history, Map.of(tag, id("c1"))).upcoming();

        // Then
        assertThat(upcoming.version()).hasToString(next);
        assertThat(upcoming.changes()).hasSize(1);
    }

    @Test
    void withoutATagEverythingIsNewAndVersionsBegin() {
        // Given
        List<Commit> history = line("feat!: a", "fix: b");

        // When
        Timeline timeline = of(history, Map.of("nightly", id("c1"), "v1.0.0-rc.1", id("c2"), "v01.0.0", id("c2")));

        // Then
        assertThat(timeline.upcoming().version()).isEqualTo(Version.FIRST);
        assertThat(timeline.upcoming().changes()).extracting(Change::text).containsExactly("a", "b");
        assertThat(timeline.latest()).isEmpty();
    }

    @Test
    void whatASideBranchHadBeforeTheTagCountsOnceItIsMerged() {
        // Given
        List<Commit> history = List.of(
                commit("m", "Merge side", "tagged", "side"),
                commit("tagged", "fix: released", "c1"),
                commit("side", "feat: begun early", "c1"),
                commit("c1", "feat: first"));

        // When
        Timeline timeline = of(history, Map.of("1.0.0", id("tagged")));

        // Then
        assertThat(timeline.upcoming().changes()).extracting(Change::text).containsExactly("begun early");
        assertThat(timeline.broughtBy(id("m")))
                .hasValueSatisfying(brought -> assertThat(brought).hasSize(1));
        assertThat(timeline.broughtBy(id("elsewhere"))).isEmpty();
    }

    @Test
    void aTagOnAnotherBranchReleasesNothingHere() {
        // Given
        List<Commit> history = line("feat: a");

        // When
        Timeline timeline = of(history, Map.of("5.0.0", id("other")));

        // Then
        assertThat(timeline.latest()).isEmpty();
        assertThat(timeline.isCut()).isFalse();
    }

    @Test
    void aHistoryThatIsTooLongTakesTheHighestTagForTheLast() {
        // Given
        List<Commit> history = line("feat: a", "fix: b");

        // When
        Timeline timeline = Timeline.of(history, Map.of("5.0.0", id("other"), "4.0.0", id("old")), id("c2"), 2);

        // Then
        assertThat(timeline.isCut()).isTrue();
        assertThat(timeline.upcoming().version()).hasToString("5.1.0");
        assertThat(timeline.upcoming().changes()).hasSize(2);
    }

    @Test
    void eachReleaseHasItsOwnChangesAndItsDay() {
        // Given
        List<Commit> history = line("feat: a", "fix: b", "feat: c", "fix: d");

        // When
        List<Chapter> released = of(history, Map.of("1.0.0", id("c1"), "v1.0.1", id("c2"), "1.1.0", id("c3")))
                .releasedAfter(new Version(1, 0, 0));

        // Then
        assertThat(released).extracting(chapter -> chapter.version().toString()).containsExactly("1.0.1", "1.1.0");
        assertThat(released.getLast().changes()).extracting(Change::text).containsExactly("c");
        assertThat(released.getLast().released()).isEqualTo(LocalDate.parse("2026-11-23"));
    }

    @Test
    void whatOnlyDevelopersNoticeIsNoChange() {
        // Given
        List<Commit> history = line(
                "chore: a",
                "ci: b",
                "test: c",
                "docs: d",
                "refactor: e",
                "docs: changelog and release notes\n\nMillrace-Docs: code/acme/shop#1",
                "Merged PR 7: docs: changelog and release notes\n\nMillrace-Docs: code/acme/shop#1");

        // When
        Chapter upcoming = of(history, Map.of()).upcoming();

        // Then
        assertThat(upcoming.changes()).isEmpty();
    }

    @Test
    void aChangeIsALineOfMarkdownThatOpensNoMark() {
        // Given
        List<Commit> history = line("feat(a-->b)!: x <!-- /millrace:changes -->\u0007\n\nBREAKING CHANGE: use\ny");

        // When
        Change change = of(history, Map.of()).upcoming().changes().getFirst();

        // Then
        assertThat(change.line())
                .isEqualTo("**Breaking:** **a--&gt;b:** x &lt;!-- /millrace:changes --&gt;: use y (c100000)");
    }

    @Test
    void categoriesFollowTypesAndScopes() {
        // Given
        List<Commit> history = line(
                "fix: a", "fix(security): b", "security: c", "remove: d", "perf: e", "Note: prose", "deprecate: g");

        // When
        Chapter upcoming = of(history, Map.of()).upcoming();

        // Then
        assertThat(upcoming.changes())
                .extracting(Change::category)
                .containsExactly(
                        Category.FIXED,
                        Category.SECURITY,
                        Category.SECURITY,
                        Category.REMOVED,
                        Category.CHANGED,
                        Category.CHANGED,
                        Category.DEPRECATED);
        assertThat(upcoming.changes().get(5).text()).isEqualTo("Note: prose");
    }
}
