package dev.millrace.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.Seed;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import dev.millrace.runtime.bench.SpawnedHouse;
import dev.millrace.runtime.cli.Millrace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ticket in Azure DevOps, here the forge, becomes a draft whose first build fails, is mended, and waits for people: with
 * the stand-in for a model.
 */
class TicketIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aTicketBecomesADraftThatIsMendedAndAskedAboutAndCosted(@TempDir Path folder) throws Exception {
        try (SpawnedHouse house = SpawnedHouse.start();
                Forge forge = Forge.start(ForgeSettings.in(folder.resolve("forge")))) {
            // Given
            new Seed(forge.core()).sow("shop");
            Path token = Files.writeString(folder.resolve("token"), forge.token(Forge.CARETAKER));
            assertThat(connect(house, forge, token)).isZero();

            // When
            ticket(forge, """
                    At first replace "apple 30" with "apple thirty" in prices.txt.
                    Replace "apple 30" with "apple 35" in prices.txt.
                    """);

            // Then
            await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                assertThat(connect(house, forge, token)).isZero();
                assertThat(types(house)).contains("dev.millrace.approval.requested.v1");
            });
            house.awaitDrained(LONG);
            assertThat(pulls(forge)).singleElement().satisfies(pull -> {
                assertThat(pull.draft()).isTrue();
                assertThat(pull.isOpen()).isTrue();
                assertThat(text(forge, pull)).isEqualTo("apple 35\npear 45\n");
            });
            assertThat(types(house).stream().filter("dev.millrace.build.completed.v1"::equals))
                    .as("a build that failed and one that did not")
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(types(house)).contains("dev.millrace.completion.finished.v1", "dev.millrace.usage.spent.v1");
        }
    }

    private static void ticket(Forge forge, String description) {
        TicketEdit edit = TicketEdit.nothing()
                .with(Ticket.TITLE, "The apple is too cheap")
                .with(Ticket.DESCRIPTION, description)
                .with(Ticket.TAGS, TextNode.valueOf("millrace"));
        forge.core().tickets().create(shop(forge), 0, "Bug", edit, forge.core().people().join("ada"));
    }

    private static Project shop(Forge forge) {
        return forge.core().projects().find("shop").orElseThrow();
    }

    private static List<PullRequest> pulls(Forge forge) {
        return forge.core().projects().repos(shop(forge)).stream()
                .flatMap(repo -> forge.core().pulls().of(repo).stream())
                .toList();
    }

    private static String text(Forge forge, PullRequest pull) {
        GitRepo git = forge.core().projects().git(forge.core().projects().repo(pull.repo()));
        String head = git.branch(pull.source()).orElseThrow();
        return new String(git.file(head, "prices.txt").orElseThrow(), StandardCharsets.UTF_8);
    }

    private static int connect(SpawnedHouse house, Forge forge, Path token) {
        return run(
                new StringWriter(),
                house,
                List.of(
                        "connect",
                        "ado",
                        "--once",
                        "--tenant",
                        "acme",
                        "--url",
                        forge.ado().toString(),
                        "--project",
                        "shop",
                        "--token-file",
                        token.toString(),
                        "--tenants",
                        house.tenants().toString()));
    }

    private static List<String> types(SpawnedHouse house) throws Exception {
        var out = new StringWriter();
        assertThat(run(out, house, List.of("events", "list", "--tenant", "acme", "--limit", "500", "--json")))
                .isZero();
        return JSON.readTree(out.toString())
                .valueStream()
                .map(event -> event.at("/attributes/type"))
                .map(JsonNode::asText)
                .toList();
    }

    private static int run(StringWriter out, SpawnedHouse house, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--data", house.data().toString()));
        return Millrace.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(all.toArray(String[]::new));
    }
}
