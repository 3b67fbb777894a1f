package dev.millrace.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.events.NotificationEvent.Severity;
import dev.millrace.notification.Surroundings;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every template, in every language. */
@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "notification"))
@QuarkusTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class TextsTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** All values that any template shows. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("title", "TITLE"),
            Map.entry("ticket", "TICKET"),
            Map.entry("deadline", "2026-11-25T10:00:00Z"),
            Map.entry("needed", "2"),
            Map.entry("name", "NAME"),
            Map.entry("why", "WHY"),
            Map.entry("reason", "REASON"),
            Map.entry("branch", "BRANCH"),
            Map.entry("workflow", "WORKFLOW"),
            Map.entry("budget", "BUDGET"),
            Map.entry("percent", "100"),
            Map.entry("start", "2026-11-01"),
            Map.entry("end", "2026-12-01"),
            Map.entry("booked", "9.00 EUR"),
            Map.entry("cap", "10.00 EUR"),
            Map.entry("pullRequest", "https://git.example.com/7"));

    @Inject
    Texts texts;

    static Stream<String> templates() throws IOException {
        return names("en").stream().filter(name -> !name.equals("digest"));
    }

    private static Set<String> names(String language) throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES.resolve(language))) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static Note note(String template) {
        return new Note(UUID.randomUUID(), Severity.P2, template, List.of(), VALUES, null);
    }

    @Test
    void eachLanguageHasTheSameTemplates() throws IOException {
        assertThat(names("de")).isEqualTo(names("en")).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void saysTheSameInEachLanguageWithOtherWords(String template) {
        // When
        Message english = texts.message(note(template), Language.EN, BERLIN);
        Message german = texts.message(note(template), Language.DE, BERLIN);

        // Then
        assertThat(german.title()).isNotBlank().isNotEqualTo(english.title());
        assertThat(german.sections().getFirst().paragraphs())
                .hasSameSizeAs(english.sections().getFirst().paragraphs());
        assertThat(german.sections().getFirst().text())
                .isNotEqualTo(english.sections().getFirst().text());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void leadsToThePullRequestWhereThereIsNoBetterLink(String template) {
        // When
        Message.Action action = texts.message(note(template), Language.EN, BERLIN)
                .sections()
                .getFirst()
                .action();

        // Then
        assertThat(action).isNotNull().satisfies(link -> {
            assertThat(link.url()).isEqualTo(URI.create("https://git.example.com/7"));
            assertThat(link.label()).isNotBlank();
        });
    }

    @Test
    void timesAreWrittenAsTheTeamReadsThem() {
        // When
        String english =
                texts.message(note("approval-asked"), Language.EN, BERLIN).toString();
        String german =
                texts.message(note("approval-asked"), Language.DE, BERLIN).toString();

        // Then
        assertThat(english).contains("November 25, 2026").contains("11:00").contains("(Europe/Berlin)");
        assertThat(german).contains("25. November 2026").contains("11:00");
    }

    @Test
    void severalAreToldTogetherUnderTheirTitles() {
        // When
        Message digest = texts.digest(List.of(note("workflow-stopped"), note("budget-reached")), Language.DE, BERLIN);

        // Then
        assertThat(digest.title()).isEqualTo("2 Nachrichten für Sie");
        assertThat(digest.sections())
                .extracting(Message.Section::title)
                .containsExactly("Die Arbeit am Ticket TICKET ist beendet", "Budget BUDGET: 100 % verbraucht");
    }
}
