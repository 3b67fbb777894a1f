package dev.millrace.docsupdate.page;

import static dev.millrace.docsupdate.change.Commits.id;
import static dev.millrace.docsupdate.change.Commits.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseNotesTest {

    private static final String FOLDER = "docs/release-notes/";
    private static final Map<String, String> FIRST = Map.of("1.0.0", id("c1"));

    private final Desk desk = new Desk();

    @Test
    void theNextVersionHasAPage() {
        // Given
        var history = line("feat: a", "feat!: b", "fix: c");

        // When
        desk.update(history, FIRST);

        // Then
        assertThat(desk.file(FOLDER + "2.0.0.md").replaceAll("base=[0-9a-f]{32}", "base=KEY"))
                .isEqualTo("""
                <!-- millrace:notes since=1.0.0 base=KEY -->

                # Release 2.0.0

                What changed since 1.0.0.

                ## Breaking changes

                - **Breaking:** b (c200000)

                ## Added

                - **Breaking:** b (c200000)

                ## Fixed

                - c (c300000)
                """);
    }

    @Test
    void thePageMovesWithItsNumberAndTakesPeoplesLinesAlong() {
        // Given
        desk.update(line("feat: a", "fix: b"), FIRST);
        desk.edit(FOLDER + "1.0.1.md", "What changed since 1.0.0.", "A release to be proud of.");

        // When
        desk.update(line("feat: a", "fix: b", "feat: c"), FIRST);

        // Then
        assertThat(desk.files).doesNotContainKey(FOLDER + "1.0.1.md");
        assertThat(desk.file(FOLDER + "1.1.0.md"))
                .contains("# Release 1.1.0", "A release to be proud of.", "- b (c200000)", "- c (c300000)");
    }

    @Test
    void anotherNumberThanForeseenIsTakenOver() {
        // Given
        desk.update(line("feat: a", "fix: b"), FIRST);

        // When
        desk.update(line("feat: a", "fix: b", "fix: c"), Map.of("1.0.0", id("c1"), "1.5.0", id("c2")));

        // Then
        assertThat(desk.files).doesNotContainKey(FOLDER + "1.0.1.md");
        assertThat(desk.file(FOLDER + "1.5.0.md"))
                .contains("# Release 1.5.0", "- b (c2")
                .doesNotContain("- c (");
        assertThat(desk.file(FOLDER + "1.5.1.md")).contains("- c (c300000)");
    }

    @Test
    void aPageOfPeoplesOwnIsLeftAlone() {
        // Given
        desk.files.put(FOLDER + "1.0.1.md", "Ours.");

        // When
        desk.update(line("feat: a", "fix: b"), FIRST);

        // Then
        assertThat(desk.file(FOLDER + "1.0.1.md")).isEqualTo("Ours.");
    }
}
