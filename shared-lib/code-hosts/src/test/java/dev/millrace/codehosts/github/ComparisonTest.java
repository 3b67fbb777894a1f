package dev.millrace.codehosts.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final List<TreeEntry> BEFORE = List.of(
            new TreeEntry("docs", "040000", "t1", -1),
            new TreeEntry("docs/old.md", "100644", "b1", 1),
            new TreeEntry("gone.txt", "100644", "b2", 1),
            new TreeEntry("run", "100644", "b3", 1),
            new TreeEntry("same", "100644", "b4", 1),
            new TreeEntry("text", "100644", "b5", 1));
    private static final List<TreeEntry> AFTER = List.of(
            new TreeEntry("docs", "040000", "t2", -1),
            new TreeEntry("docs/new.md", "100644", "b1", 1),
            new TreeEntry("run", "100755", "b3", 1),
            new TreeEntry("same", "100644", "b4", 1),
            new TreeEntry("text", "100644", "b6", 1));

    @Test
    void theListAndTheTreesTellTheSame() throws IOException {
        // Given
        String files = """
            [{"filename": "docs/new.md", "status": "renamed", "previous_filename": "docs/old.md", "sha": "b1"},
             {"filename": "gone.txt", "status": "removed", "sha": "b2"},
             {"filename": "run", "status": "changed", "sha": "b3"},
             {"filename": "text", "status": "modified", "sha": "b6"}]
            """;

        // When
        SortedMap<String, String> listed = Comparison.listed(new ObjectMapper().readTree(files));
        SortedMap<String, String> compared = Comparison.difference(BEFORE, AFTER);

        // Then
        assertThat(listed)
                .containsEntry("docs/old.md", "")
                .containsEntry("docs/new.md", "b1")
                .containsEntry("gone.txt", "")
                .containsEntry("run", "b3")
                .containsEntry("text", "b6")
                .hasSize(5);
        assertThat(compared).isEqualTo(listed);
    }

    @Test
    void aFileThatTakesTheNameOfARenamedOneIsNoDeletion() throws IOException {
        // Given
        String swapped = """
            [{"filename": "a", "status": "renamed", "previous_filename": "b", "sha": "was-b"},
             {"filename": "b", "status": "renamed", "previous_filename": "a", "sha": "was-a"}]
            """;

        // When
        SortedMap<String, String> blobs = Comparison.listed(new ObjectMapper().readTree(swapped));

        // Then
        assertThat(blobs)
                .containsEntry("a", "was-b")
                .containsEntry("b", "was-a")
                .hasSize(2);
    }
}
