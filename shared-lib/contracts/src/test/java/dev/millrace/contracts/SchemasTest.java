package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code eventing/schemas} says what the records say. With {@code -Dmillrace.update=true} it is written anew. */
class SchemasTest {

    private static final String ADVICE = "Run 'mvn -pl shared-lib/contracts test -Dtest=SchemasTest"
            + " -Dmillrace.update=true', then look at the difference: only optional fields may be added to a version.";

    private static final ObjectWriter PRETTY = new ObjectMapper()
            .writer(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private final Schemas schemas = new Schemas();

    static Stream<Catalogue.Entry> entries() {
        return Catalogue.all().stream();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void fileSaysWhatTheRecordSays(Catalogue.Entry entry) throws IOException {
        // Given
        Path file = Repository.SCHEMAS.resolve(entry.type() + ".json");

        // When
        String schema = PRETTY.writeValueAsString(schemas.of(entry)) + "\n";
        if (Boolean.getBoolean("millrace.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, schema);
        }

        // Then
        assertThat(file).as(ADVICE).exists().hasContent(schema);
    }

    @Test
    void noSchemaIsLeftOfATypeThatIsGone() {
        assertThat(Repository.files(Repository.SCHEMAS, ".json").keySet())
                .allSatisfy(type -> assertThat(Catalogue.find(type))
                        .as("eventing/schemas/%s.json: delete it", type)
                        .isPresent());
    }
}
