package dev.millrace.journey;

import static dev.millrace.journey.Works.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.forge.Seed;
import dev.millrace.forge.ticket.Ticket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A project on a code host that cannot reach the platform: the command line stands between them. */
@ExtendWith(Works.Shared.class)
class ConnectIT {

    private static final String TENANT = "connecting";
    private static final String OPENED = "dev.millrace.ticket.opened.v1";

    private final Works works;

    ConnectIT(Works works) {
        this.works = works;
    }

    @Test
    void aTicketOnTheHostIsOpenedOnceHoweverOftenItIsBrought() throws Exception {
        // Given
        new Seed(works.forge().core()).sow("stall");
        connect();
        Path progress = works.house().data().resolve("connections/connecting-github/progress.json");
        String before = Files.readString(progress);
        ticket();

        // When
        connect();
        Files.writeString(progress, before); // as a crash between posting and storing leaves it
        connect();

        // Then
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(works.events(TENANT, OPENED)).isNotEmpty());
        works.awaitDrained(TENANT);
        assertThat(Works.ids(works.events(TENANT, OPENED))).hasSize(1);
        assertThat(works.events(TENANT, OPENED)
                        .getFirst()
                        .at("/attributes/correlationid")
                        .asText())
                .startsWith("github/stall%2Fstall/");
    }

    private void ticket() {
        var core = works.forge().core();
        core.tickets()
                .create(
                        core.projects().find("stall").orElseThrow(),
                        0,
                        "Bug",
                        Desk.untagged("Please.").with(Ticket.TAGS, Desk.TAG),
                        core.people().join("ada"));
    }

    private void connect() {
        works.run(
                "connect",
                "github",
                "--once",
                "--tenant",
                TENANT,
                "--url",
                works.forge().github().toString(),
                "--project",
                "stall/stall",
                "--token-file",
                works.token().toString(),
                "--tenants",
                works.house().tenants().toString());
    }
}
