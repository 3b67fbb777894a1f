package dev.millrace.codehosts.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.Tickets.Change;
import dev.millrace.codehosts.Tickets.Ticket;
import dev.millrace.contracts.TicketRef;
import dev.millrace.forge.talk.Conversation;
import java.util.List;
import org.junit.jupiter.api.Test;

interface TicketContract extends Stage {

    @Test
    default void aTicketIsReadWithWhatItSays() {
        // Given
        Scene scene = scene();

        // When
        Ticket ticket = scene.host().tickets().read(scene.firstTicket());

        // Then
        assertThat(ticket.ref()).isEqualTo(scene.firstTicket());
        assertThat(ticket.title()).isEqualTo("The pear is too dear");
        assertThat(ticket.description().strip()).isEqualTo("It should cost 40.");
        assertThat(ticket.author()).isNotNull();
        assertThat(ticket.tags()).containsExactly("millrace");
        assertThat(ticket.closed()).isFalse();
        assertThat(ticket.url()).isNotNull();
    }

    @Test
    default void aMissingTicketIsNotFound() {
        // Given
        Scene scene = scene();
        var missing = new TicketRef("code", scene.ticketProject(), "999999");

        // When
        assertThatThrownBy(() -> scene.host().tickets().read(missing))
                // Then
                .isInstanceOf(HostException.NotFound.class);
        assertThatThrownBy(() -> scene.host().tickets().comment(missing, "mark", "mark"))
                .isInstanceOf(HostException.NotFound.class);
    }

    @Test
    default void whatIsNoNumberIsNotFound() {
        // Given
        Scene scene = scene();
        var nonsense = new TicketRef("code", scene.ticketProject(), "../projects");

        // When
        assertThatThrownBy(() -> scene.host().tickets().read(nonsense))
                // Then
                .isInstanceOf(HostException.NotFound.class);
    }

    @Test
    default void aTicketsCommentOfAMarkerIsWrittenOnceAndThenReplaced() {
        // Given
        Scene scene = scene();
        TicketRef ticket = scene.firstTicket();

        // When
        scene.host().tickets().comment(ticket, "mark-1", "First, **mark-1**");
        scene.host().tickets().comment(ticket, "mark-2", "Other, **mark-2**");
        scene.host().tickets().comment(ticket, "mark-1", "Second, **mark-1**");

        // Then
        assertThat(scene.forge().core().conversations().about(Long.parseLong(ticket.id())))
                .extracting(TicketContract::text)
                .satisfiesExactly(
                        first -> assertThat(first).contains("Second", "mark-1"),
                        second -> assertThat(second).contains("Other", "mark-2"));
    }

    private static String text(Conversation conversation) {
        return conversation.comments().getFirst().text();
    }

    @Test
    default void tagsComeAndGoAndWhatIsSoStays() {
        // Given
        Scene scene = scene();
        TicketRef ticket = scene.firstTicket();
        var change = new Change(null, List.of("at-work", "fruit"), List.of("millrace", "never-there"));

        // When
        scene.host().tickets().update(ticket, change);
        scene.host().tickets().update(ticket, change);

        // Then
        assertThat(scene.host().tickets().read(ticket).tags()).containsExactlyInAnyOrder("at-work", "fruit");
    }

    @Test
    default void aTicketIsClosedByItsState() {
        // Given
        Scene scene = scene();
        TicketRef ticket = scene.firstTicket();

        // When
        scene.host().tickets().update(ticket, new Change("closed", List.of(), List.of()));

        // Then
        assertThat(scene.host().tickets().read(ticket).closed()).isTrue();
        assertThat(scene.host().tickets().read(ticket).tags()).containsExactly("millrace");
    }

    @Test
    default void anUnknownStateIsInvalid() {
        // Given
        Scene scene = scene();

        // When
        assertThatThrownBy(() -> scene.host()
                        .tickets()
                        .update(scene.firstTicket(), new Change("Fermented", List.of(), List.of())))
                // Then
                .isInstanceOf(HostException.Invalid.class);
    }
}
