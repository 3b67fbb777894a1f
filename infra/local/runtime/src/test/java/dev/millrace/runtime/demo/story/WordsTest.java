package dev.millrace.runtime.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.runtime.journey.access.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event of the catalogue, as its sample has it, can be told. */
class WordsTest {

    private static final Path SAMPLES = Path.of(System.getProperty("millrace.root"), "eventing/samples");

    static Stream<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsReadAndToldInOneLine(String file) throws IOException {
        // Given
        JsonNode sample = Json.MAPPER.readTree(SAMPLES.resolve(file).toFile());
        var heard = new Heard(
                1, Told.FILED, "id", sample.path("type").asText(), "demo", null, null, null, sample.path("data"));

        // When
        var words = heard.payload().flatMap(Words::of);

        // Then
        assertThat(heard.payload()).isPresent();
        assertThat(words.orElse("")).doesNotContain("\n");
    }
}
