package dev.millrace.runtime.demo.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.TillSeed;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.runtime.journey.Team;
import dev.millrace.runtime.journey.TicketDesk;
import dev.millrace.runtime.journey.access.ForgeDoor;
import dev.millrace.runtime.journey.access.Shop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is filed and read at a forge from outside, against what it holds. */
class WitnessTest {

    @TempDir
    private Path data;

    private Forge forge;
    private ForgeDoor door;

    @BeforeEach
    void start() throws Exception {
        forge = Forge.start(ForgeSettings.in(data));
        Shop.TILLS.forEach(new TillSeed(forge.core())::sow);
        Team.ACCOUNTS.forEach(forge::token);
        door = ForgeDoor.open(data, Shop.TILLS, Team.ACCOUNTS).orElseThrow();
    }

    @AfterEach
    void stop() throws IOException {
        forge.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"ADO", "GITHUB", "GITLAB"})
    void aTicketIsFiledByAdaAndAsksForWorkOnEachKindOfHost(HookKind kind) throws Exception {
        // When
        long number = new TicketDesk(door, Shop.till(kind, door.base())).file("Sell quince", "For \"0.45\".");

        // Then
        Ticket ticket = forge.core().tickets().find(number).orElseThrow();
        assertThat(ticket.tags()).containsExactly("millrace");
        assertThat(ticket.fields())
                .containsEntry(Ticket.AUTHOR, TextNode.valueOf("ada"))
                .hasEntrySatisfying(
                        Ticket.DESCRIPTION, text -> assertThat(text.asText()).contains("\"0.45\""));
    }

    @Test
    void gitTellsTheFilesOfABranchAndNothingOfAnother() throws Exception {
        try (GitCopy git = new Witness(door, Shop.till(HookKind.ADO, door.base())).git()) {
            assertThat(git.files("main", "prices/")).containsEntry("prices/apple", "0.30\n");
            assertThat(git.file("main", "CHANGELOG.md")).isPresent();
            assertThat(git.file("elsewhere", "CHANGELOG.md")).isEqualTo(Optional.empty());
        }
    }

    @Test
    void commentsAndPullRequestsAreReadAsAdaSeesThem() throws Exception {
        // Given
        var shop = Shop.till(HookKind.GITHUB, door.base());
        long number = new TicketDesk(door, shop).file("Sell quince", "Please.");
        forge.core()
                .conversations()
                .start(number, "Planning cost USD 1.", forge.core().people().join("grace"));

        // Then
        assertThat(new Witness(door, shop).comments(number)).containsExactly("Planning cost USD 1.");
        assertThat(new Witness(door, shop).pulls()).isEmpty();
    }

    @Test
    void aFolderWithoutAForgeHasNoDoor() throws Exception {
        assertThat(ForgeDoor.open(data.resolve("nothing"), Shop.TILLS, Team.ACCOUNTS))
                .isEmpty();
        assertThat(ForgeDoor.open(data, List.of("no-such-project"), Team.ACCOUNTS))
                .isEmpty();
    }
}
