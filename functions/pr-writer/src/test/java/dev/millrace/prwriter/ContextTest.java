package dev.millrace.prwriter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.codehosts.Tickets.Change;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.document.TicketContext;
import dev.millrace.contracts.document.TicketContext.SourceFile;
import dev.millrace.contracts.events.ContextEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContextTest extends Desk {

    private static final long PLENTY = 1 << 20;

    private ContextEvent.Refused refused(ContextEvent.Requested wish) {
        return reply(deliver(wish), ContextEvent.Refused.class);
    }

    @Test
    void aTicketIsReadAgainWithTheFilesOfItsOnlyRepository() {
        // When
        var collected = reply(deliver(new ContextEvent.Requested(ticket, null, PLENTY)), ContextEvent.Collected.class);

        // Then
        TicketContext context = contents.read(TENANT, collected.context(), TicketContext.class);
        assertThat(collected.repository()).isEqualTo(repository);
        assertThat(collected.targetRef()).isEqualTo("refs/heads/main");
        assertThat(collected.targetCommit()).isEqualTo(main());
        assertThat(collected.complete()).isTrue();
        assertThat(collected.author()).isNotBlank();
        assertThat(context.title()).isEqualTo("The pear is too dear");
        assertThat(context.description().strip()).isEqualTo("It should cost 40.");
        assertThat(context.files()).contains(new SourceFile("prices.txt", "apple 30\npear 45\n"));
        assertThat(context.paths())
                .contains("prices.txt", "azure-pipelines.yml")
                .isSorted();
    }

    @Test
    void whatIsNoTextIsListedAndNotRead() {
        // Given
        committed("main", "logo.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1});
        committed("main", "latin.txt", "Größe".getBytes(StandardCharsets.ISO_8859_1));
        committed("main", "crlf.txt", "a\r\nb\r\n".getBytes(StandardCharsets.UTF_8));

        // When
        var collected = reply(deliver(new ContextEvent.Requested(ticket, null, PLENTY)), ContextEvent.Collected.class);

        // Then
        TicketContext context = contents.read(TENANT, collected.context(), TicketContext.class);
        assertThat(context.paths()).contains("logo.png", "latin.txt");
        assertThat(context.files()).extracting(SourceFile::path).doesNotContain("logo.png", "latin.txt");
        assertThat(context.files()).contains(new SourceFile("crlf.txt", "a\r\nb\r\n"));
        assertThat(collected.complete()).isTrue();
    }

    @Test
    void filesStayWithinTheirBudget() {
        // Given
        committed("main", "large.txt", "x".repeat(5000).getBytes(StandardCharsets.UTF_8));

        // When
        var collected = reply(deliver(new ContextEvent.Requested(ticket, null, 1000)), ContextEvent.Collected.class);

        // Then
        TicketContext context = contents.read(TENANT, collected.context(), TicketContext.class);
        assertThat(collected.complete()).isFalse();
        assertThat(context.files().stream()
                        .mapToInt(file -> file.text().length())
                        .sum())
                .isLessThanOrEqualTo(1000);
        assertThat(context.files()).isNotEmpty();
    }

    @Test
    void aTicketThatNoLongerAsksIsLeftAlone() {
        // Given
        host.tickets().update(ticket, new Change(null, List.of(), List.of("millrace")));

        // When
        ContextEvent.Refused refused = refused(new ContextEvent.Requested(ticket, null, PLENTY));

        // Then
        assertThat(refused.reason()).isEqualTo(HostRefusal.NOT_ASKED);
    }

    @Test
    void aClosedTicketIsLeftAlone() {
        // Given
        host.tickets().update(ticket, new Change("Closed", List.of(), List.of()));

        // When
        ContextEvent.Refused refused = refused(new ContextEvent.Requested(ticket, null, PLENTY));

        // Then
        assertThat(refused.reason()).isEqualTo(HostRefusal.NOT_ASKED);
    }

    @Test
    void whatIsMissingIsRefusedByItsName() {
        // Given
        var noTicket = new ContextEvent.Requested(new TicketRef("ado", ticket.project(), "999999"), null, PLENTY);
        var noRepository =
                new ContextEvent.Requested(ticket, new RepositoryRef("ado", ticket.project(), "nowhere"), PLENTY);

        // Then
        assertThat(refused(noTicket).reason()).isEqualTo(HostRefusal.NOT_FOUND);
        assertThat(refused(noRepository).reason()).isEqualTo(HostRefusal.NOT_FOUND);
    }

    @Test
    void severalRepositoriesWantOneNamed() {
        // Given
        var project = forge.core().projects().find(repository.project()).orElseThrow();
        forge.core().projects().createRepo(project, "web");
        forge.core()
                .projects()
                .deleteRepo(
                        forge.core().projects().repo(project, repository.name()).orElseThrow());
        forge.core().projects().createRepo(project, "api");

        // When
        ContextEvent.Refused refused = refused(new ContextEvent.Requested(ticket, null, PLENTY));

        // Then
        assertThat(refused.reason()).isEqualTo(HostRefusal.INVALID);
        assertThat(refused.detail()).contains("name the one to work in");
    }

    @Test
    void anEmptyRepositoryWantsACommitFirst() {
        // Given
        var project = forge.core().projects().find(repository.project()).orElseThrow();
        forge.core().projects().createRepo(project, "empty");

        // When
        ContextEvent.Refused refused = refused(
                new ContextEvent.Requested(ticket, new RepositoryRef("ado", repository.project(), "empty"), PLENTY));

        // Then
        assertThat(refused.reason()).isEqualTo(HostRefusal.INVALID);
        assertThat(refused.detail()).contains("push a first commit");
    }

    @Test
    void aRepositoryMayHaveTheNameOfItsOwner() {
        // Given
        var same = new TicketRef("hub", repository.project() + "/" + repository.project(), ticket.id());

        // When
        var collected = reply(deliver(new ContextEvent.Requested(same, null, PLENTY)), ContextEvent.Collected.class);

        // Then
        assertThat(collected.repository())
                .isEqualTo(new RepositoryRef("hub", repository.project(), repository.project()));
    }

    @Test
    void aHostWithoutATokenAndAProjectThatIsNotListedAreForbidden() {
        // Given
        var mute = new ContextEvent.Requested(new TicketRef("mute", ticket.project(), ticket.id()), null, PLENTY);
        var narrow = new ContextEvent.Requested(new TicketRef("narrow", ticket.project(), ticket.id()), null, PLENTY);
        var unknown = new ContextEvent.Requested(new TicketRef("nowhere", "p", "1"), null, PLENTY);

        // Then
        assertThat(refused(mute).reason()).isEqualTo(HostRefusal.FORBIDDEN);
        assertThat(refused(mute).detail()).contains("names no token");
        assertThat(refused(narrow).detail()).contains("does not list the project");
        assertThat(refused(unknown).detail()).contains("has no host 'nowhere'");
    }
}
