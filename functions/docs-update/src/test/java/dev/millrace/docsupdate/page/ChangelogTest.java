package dev.millrace.docsupdate.page;

import static dev.millrace.docsupdate.change.Commits.id;
import static dev.millrace.docsupdate.change.Commits.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangelogTest {

    private static final String CHANGELOG = "CHANGELOG.md";
    private static final Map<String, String> NO_TAGS = Map.of();

    private final Desk desk = new Desk();

    @Test
    void aFirstChangelogHasTheFormOfKeepAChangelog() {
        // Given
        var history = line("feat: a shop", "chore: tidy", "fix(cart)!: count", "Plain words");

        // When
        desk.update(history, NO_TAGS);

        // Then
        assertThat(desk.file(CHANGELOG).replaceAll("base=[0-9a-f]{32}", "base=KEY"))
                .isEqualTo("""
                # Changelog

                All notable changes to this project are documented in this file.

                The format is based on [Keep a Changelog](https://keepachangelog.com/en/1.1.0/), and this project adheres to
                [Semantic Versioning](https://semver.org/spec/v2.0.0.html).

                ## [Unreleased]

                <!-- millrace:changelog base=KEY -->

                ### Added

                - a shop (c100000)

                ### Changed

                - Plain words (c400000)

                ### Fixed

                - **Breaking:** **cart:** count (c300000)
                """);
    }

    @Test
    void peoplesEditsStayWhenMoreIsAdded() {
        // Given
        desk.update(line("feat: a", "feat: b", "fix: c"), NO_TAGS);
        desk.edit(CHANGELOG, "- b (c200000)", "- b, which makes people happy\n- by hand");
        desk.edit(CHANGELOG, "- c (c300000)\n", "");
        desk.edit(CHANGELOG, "# Changelog", "# What is new");

        // When
        desk.update(line("feat: a", "feat: b", "fix: c", "feat: d", "fix: e", "security: f"), NO_TAGS);

        // Then
        assertThat(desk.file(CHANGELOG)).startsWith("# What is new\n").endsWith("""
                ### Added

                - a (c100000)
                - b, which makes people happy
                - by hand
                - d (c400000)

                ### Fixed

                - e (c500000)

                ### Security

                - f (c600000)
                """);
    }

    @Test
    void theSameAgainChangesNothing() {
        // Given
        var history = line("feat: a", "fix: b");
        desk.update(history, NO_TAGS);

        // When
        var written = desk.update(history, NO_TAGS);

        // Then
        assertThat(written).isEmpty();
    }

    @Test
    void whatPeopleWroteByThemselvesIsJoinedNotDoubled() {
        // Given
        desk.files.put(CHANGELOG, """
                # Changelog

                ## [Unreleased]
                ### Added
                - by hand
                ### Fixed

                ## [1.0.0] - 2026-01-01
                - all

                [Unreleased]: https://example.org/compare/1.0.0...HEAD
                """);

        // When
        desk.update(line("feat: a", "feat: b", "perf: c"), Map.of("1.0.0", id("c1")));

        // Then
        assertThat(desk.file(CHANGELOG).replaceAll("base=[0-9a-f]{32}", "base=KEY"))
                .isEqualTo("""
                # Changelog

                ## [Unreleased]

                <!-- millrace:changelog since=1.0.0 base=KEY -->

                ### Added

                - by hand
                - b (c200000)

                ### Changed

                - c (c300000)

                ### Fixed

                ## [1.0.0] - 2026-01-01
                - all

                [Unreleased]: https://example.org/compare/1.0.0...HEAD
                """);
    }

    @Test
    void aReleaseGivesTheUnreleasedPartItsNameAndALaterCommitItsPlace() {
        // Given
        desk.update(line("feat: a", "fix: b", "feat: late"), NO_TAGS);
        desk.edit(CHANGELOG, "- a (c100000)", "- a, as people say");

        // When
        desk.update(line("feat: a", "fix: b", "feat: late", "fix: new"), Map.of("v0.1.0", id("c2")));

        // Then
        assertThat(desk.file(CHANGELOG).replaceAll("base=[0-9a-f]{32}", "base=KEY"))
                .endsWith("""
                ## [Unreleased]

                <!-- millrace:changelog since=0.1.0 base=KEY -->

                ### Added

                - late (c300000)

                ### Fixed

                - new (c400000)

                ## [0.1.0] - 2026-11-23

                ### Added

                - a, as people say

                ### Fixed

                - b (c200000)
                """);
    }

    @Test
    void aReleaseThatPeopleWroteUpIsLeftToThem() {
        // Given
        desk.update(line("feat: a", "fix: b"), NO_TAGS);
        String released = desk.file(CHANGELOG)
                .replaceAll("(?s)<!-- millrace.*", "")
                .concat("## [0.1.0] - 2026-11-24\n\nOur first.\n");
        desk.files.put(CHANGELOG, released);

        // When
        desk.update(line("feat: a", "fix: b", "fix: c"), Map.of("0.1.0", id("c2")));

        // Then
        assertThat(desk.file(CHANGELOG))
                .contains("- c (c300000)")
                .doesNotContain("- a (c1")
                .containsOnlyOnce("## [0.1.0]")
                .endsWith("## [0.1.0] - 2026-11-24\n\nOur first.\n");
    }

    @Test
    void aForgottenBaseLosesNothing() {
        // Given
        desk.update(line("feat: a"), NO_TAGS);
        desk.edit(CHANGELOG, "- a (c100000)", "- a, better");
        desk.texts.clear();

        // When
        desk.update(line("feat: a", "feat: b"), NO_TAGS);

        // Then
        assertThat(desk.file(CHANGELOG)).contains("- a, better\n").contains("- b (c200000)\n");
    }

    @Test
    void windowsLineEndsStay() {
        // Given
        desk.files.put(CHANGELOG, "# Changelog\r\n\r\n## [Unreleased]\r\n\r\n## [1.0.0]\r\n");

        // When
        desk.update(line("feat: a", "fix: b"), Map.of("1.0.0", id("c1")));

        // Then
        assertThat(desk.file(CHANGELOG).replace("\r\n", ""))
                .doesNotContain("\n")
                .contains("- b (c200000)");
    }

    @Test
    void onlyWhatDevelopersNoticeWritesNothing() {
        // Given
        desk.files.put("README.md", "# Shop");

        // When
        var written = desk.update(line("chore: a", "ci: b"), NO_TAGS);

        // Then
        assertThat(written).isEmpty();
    }
}
