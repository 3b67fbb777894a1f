package dev.millrace.docsupdate.change;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConventionalCommitTest {

    @Test
    void typeScopeAndDescriptionAreRead() {
        // Given
        String message = "Feat(cart): sell plums\n\nFor 25.";

        // When
        var commit = ConventionalCommit.parse(message).orElseThrow();

        // Then
        assertThat(commit).isEqualTo(new ConventionalCommit("feat", "cart", false, "sell plums", null));
    }

    @Test
    void anExclamationMarkBreaks() {
        // Given
        String message = "feat(api)!: drop v1";

        // When
        var commit = ConventionalCommit.parse(message).orElseThrow();

        // Then
        assertThat(commit.breaking()).isTrue();
        assertThat(commit.breakingNote()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BREAKING CHANGE: ", "BREAKING-CHANGE: ", "BREAKING CHANGE #"})
    void aFooterBreaksAndItsTextEndsWithTheNextFooter(String token) {
        // Given
        String message = "fix: round prices\r\n\r\nBody.\r\n\r\n" + token + "cents are gone\r\nfor good\r\nRefs: #7";

        // When
        var commit = ConventionalCommit.parse(message).orElseThrow();

        // Then
        assertThat(commit.breaking()).isTrue();
        assertThat(commit.breakingNote()).isEqualTo("cents are gone for good");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Make the pear cheaper",
                "feat:no blank",
                "feat : blank before",
                "feat(): empty scope",
                "feat(a)(b): two scopes",
                "two words: text",
                "feat!!: twice",
                ": nothing before",
                "feat: ",
                "breaking change: not a footer"
            })
    void whatKeepsOtherRulesIsNone(String message) {
        // Given
        var parsed = ConventionalCommit.parse(message);

        // When
        boolean conventional = parsed.isPresent();

        // Then
        assertThat(conventional).isFalse();
    }

    @Test
    void aFooterInLowerCaseDoesNotBreak() {
        // Given
        String message = "fix: a\n\nbreaking change: no";

        // When
        var commit = ConventionalCommit.parse(message).orElseThrow();

        // Then
        assertThat(commit.breaking()).isFalse();
    }

    @Property(tries = 300)
    void noMessageCrashes(@ForAll String message) {
        // When
        var parsed = ConventionalCommit.parse(message);

        // Then
        parsed.ifPresent(commit -> assertThat(commit.description()).isNotBlank());
    }
}
