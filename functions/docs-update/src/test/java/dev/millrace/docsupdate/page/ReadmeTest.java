package dev.millrace.docsupdate.page;

import static dev.millrace.docsupdate.change.Commits.id;
import static dev.millrace.docsupdate.change.Commits.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private final Desk desk = new Desk();

    @Test
    void sectionsBetweenMarksAreFilled() {
        // Given
        desk.files.put("readme.md", """
                # Shop
                  <!-- millrace:version -->
                  <!-- /millrace:version -->
                Words.
                <!-- millrace:changes -->
                <!-- /millrace:changes -->
                """);

        // When
        desk.update(line("feat: a", "fix: b"), Map.of("2.0.0", id("c1")));

        // Then
        assertThat(desk.file("readme.md").replaceAll(" base=[0-9a-f]{32}", "")).isEqualTo("""
                # Shop
                  <!-- millrace:version -->
                Version 2.0.0
                  <!-- /millrace:version -->
                Words.
                <!-- millrace:changes -->
                - b (c200000)
                <!-- /millrace:changes -->
                """);
    }

    @Test
    void aNewVersionReplacesTheOldOneUnlessPeopleRewordedIt() {
        // Given
        desk.files.put("README.md", "<!-- millrace:version -->\n<!-- /millrace:version -->\n");
        desk.update(line("feat: a"), Map.of("1.0.0", id("c1")));
        String untouched = desk.file("README.md");
        desk.update(line("feat: a", "feat: b"), Map.of("1.1.0", id("c2")));
        String replaced = desk.file("README.md");
        desk.files.put("README.md", untouched.replace("Version 1.0.0", "Version one"));

        // When
        desk.update(line("feat: a", "feat: b"), Map.of("1.1.0", id("c2")));

        // Then
        assertThat(replaced).contains("Version 1.1.0").doesNotContain("1.0.0");
        assertThat(desk.file("README.md")).contains("Version one").doesNotContain("1.1.0");
    }

    @Test
    void unknownNamesAndSectionsWithoutAnEndStay() {
        // Given
        String text = """
                <!-- millrace:weather -->
                sunny
                <!-- /millrace:weather -->
                <!-- millrace:version -->
                <!-- millrace:changes -->
                no end""";
        desk.files.put("README.md", text);

        // When
        desk.update(line("feat: a"), Map.of());

        // Then
        assertThat(desk.file("README.md")).isEqualTo(text);
    }
}
