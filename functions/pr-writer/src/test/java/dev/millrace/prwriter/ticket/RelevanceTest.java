package dev.millrace.prwriter.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.codehosts.Repositories.TreeFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelevanceTest {

    private static List<String> ordered(String title, String description, String... paths) {
        List<TreeFile> files = List.of(paths).stream()
                .map(path -> new TreeFile(path, "0".repeat(40), 10, TreeFile.Kind.FILE))
                .toList();
        return Relevance.of(title, description).ordered(files).stream()
                .map(TreeFile::path)
                .toList();
    }

    @Test
    void whatTheTicketNamesComesFirst() {
        // When
        List<String> ordered = ordered(
                "Prices are wrong", "See src/shop/Tax.java and README.md", "a.txt", "README.md", "src/shop/Tax.java");

        // Then
        assertThat(ordered).containsExactly("src/shop/Tax.java", "README.md", "a.txt");
    }

    @Test
    void wordsOfTheTicketAreFoundInPathsAlsoInCamelCase() {
        // When
        List<String> ordered = ordered("The price list is slow", "", "aa.txt", "src/PriceList.java", "src/Basket.java");

        // Then
        assertThat(ordered).startsWith("src/PriceList.java");
    }

    @Test
    void withoutAHintWhatExplainsComesFirstThenShortPaths() {
        // When
        List<String> ordered = ordered("Hm", "", "deep/down/x.txt", "b.txt", "README.md", "a.txt");

        // Then
        assertThat(ordered).containsExactly("README.md", "a.txt", "b.txt", "deep/down/x.txt");
    }
}
