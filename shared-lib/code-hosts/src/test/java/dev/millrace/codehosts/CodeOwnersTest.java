package dev.millrace.codehosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeOwnersTest {

    @Test
    void theLastMatchingLineCounts() {
        // Given
        var owners = CodeOwners.parse("""
                # everything
                *            @ada
                /prices.txt  @grace joan@example.org   # both
                docs/        @acme/writers
                docs/draft*
                """);

        // Then
        assertThat(owners.of(List.of("src/a.txt"))).containsExactly("ada");
        assertThat(owners.of(List.of("prices.txt"))).containsExactly("grace", "joan@example.org");
        assertThat(owners.of(List.of("a/docs/guide.md"))).containsExactly("@acme/writers");
        assertThat(owners.of(List.of("docs/draft.md"))).isEmpty();
        assertThat(owners.of(List.of("src/a.txt", "prices.txt"))).containsExactly("ada", "grace", "joan@example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "*,           a/b.txt,        true",
        "*.js,        a/b/c.js,       true",
        "*.js,        a/b/c.jsx,      false",
        "/build/,     build/x/y,      true",
        "/build/,     a/build/x,      false",
        "apps/,       a/apps/x,       true",
        "docs/*,      docs/a.md,      true",
        "docs/*,      docs/x/a.md,    false",
        "/docs/**,    docs/x/a.md,    true",
        "**/logs,     a/b/logs/x,     true",
        "/scripts,    scripts/x,      true",
        "a.b,         axb,            false"
    })
    void patternsMatchAsGitHubDocumentsThem(String pattern, String path, boolean matches) {
        // When
        var owners = CodeOwners.parse(pattern + " @ada").of(List.of(path));

        // Then
        assertThat(owners.contains("ada")).isEqualTo(matches);
    }

    @Test
    void nonsenseIsPassedOver() {
        // Given
        var owners = CodeOwners.parse("\n[Section]\n^[Optional]\n\t\n(*[ @ada\n\r\n");

        // Then
        assertThat(owners.of(List.of("(x["))).containsExactly("ada");
        assertThat(owners.of(List.of("x"))).isEmpty();
    }
}
