package dev.millrace.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.Seed;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import dev.millrace.runtime.bench.SpawnedHouse;
import dev.millrace.runtime.cli.Millrace;
import java.io.IOException;
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

/** A project on a code host that cannot reach the platform: the command line stands between them. */
class ConnectIT {

    private static final String OPENED = "dev.millrace.ticket.opened.v1";
    private static final Duration LONG = Duration.ofSeconds(90);

    @Test
    void aTicketOnTheHostIsOpenedOnceHoweverOftenItIsBrought(@TempDir Path folder) throws Exception {
        try (SpawnedHouse house = SpawnedHouse.start();
                Forge forge = Forge.start(ForgeSettings.in(folder.resolve("forge")))) {
            // Given
            new Seed(forge.core()).sow("shop");
            Path token = Files.writeString(folder.resolve("token"), forge.token(Forge.CARETAKER));
            assertThat(connect(house, forge, token)).isZero();
            Path progress = house.data().resolve("connections/acme-github/progress.json");
            String before = Files.readString(progress);
            ticket(forge);

            // When
            assertThat(connect(house, forge, token)).isZero();
            Files.writeString(progress, before); // as a crash between posting and storing leaves it
            assertThat(connect(house, forge, token)).isZero();

            // Then
            await().atMost(LONG).untilAsserted(() -> assertThat(opened(house)).isNotEmpty());
            house.awaitDrained(LONG);
            assertThat(opened(house).stream()
                            .map(event -> event.at("/attributes/id").asText())
                            .distinct())
                    .hasSize(1);
            assertThat(opened(house).getFirst().at("/attributes/correlationid").asText())
                    .startsWith("github/shop%2Fshop/");
        }
    }

    private static void ticket(Forge forge) {
        TicketEdit edit = TicketEdit.nothing()
                .with(Ticket.TITLE, "Sell quinces")
                .with(Ticket.DESCRIPTION, "Please.")
                .with(Ticket.TAGS, TextNode.valueOf("millrace"));
        forge.core()
                .tickets()
                .create(
                        forge.core().projects().find("shop").orElseThrow(),
                        0,
                        "Bug",
                        edit,
                        forge.core().people().join(Forge.CARETAKER));
    }

    private static int connect(SpawnedHouse house, Forge forge, Path token) {
        return run(
                new StringWriter(),
                house,
                List.of(
                        "connect",
                        "github",
                        "--once",
                        "--tenant",
                        "acme",
                        "--url",
                        forge.github().toString(),
                        "--project",
                        "shop/shop",
                        "--token-file",
                        token.toString(),
                        "--tenants",
                        house.tenants().toString()));
    }

    private static List<JsonNode> opened(SpawnedHouse house) throws IOException {
        var out = new StringWriter();
        assertThat(run(out, house, List.of("events", "list", "--tenant", "acme", "--limit", "500", "--json")))
                .isZero();
        return new ObjectMapper()
                .readTree(out.toString())
                .valueStream()
                .filter(event -> event.at("/attributes/type").asText().equals(OPENED))
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
