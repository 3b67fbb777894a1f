package dev.millrace.journey;

import static dev.millrace.journey.Works.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.forge.hook.Delivery;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Vendor;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hosts say things more than once. */
@ExtendWith(Works.Shared.class)
class RepeatedHookIT {

    private final Works works;

    RepeatedHookIT(Works works) {
        this.works = works;
    }

    @Test
    void everyHookOfATicketTwiceMakesOnePullRequest() throws Exception {
        // Given
        Desk desk = Desk.open(works, "repeating");
        desk.ticket(Desk.sell("0.45"));
        String question = desk.question();

        // When
        List<Delivery> sent = deliveries(desk);
        sent.forEach(works.forge().core().courier()::again);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(deliveries(desk))
                        .allMatch(delivery -> delivery.state() == Delivery.State.DELIVERED));
        works.awaitDrained(desk.tenant());

        // Then
        assertThat(sent).isNotEmpty();
        assertOneWorkflow(desk);
        assertThat(desk.question()).isEqualTo(question);
        assertThat(desk.state(question)).isEqualTo("open");
    }

    @Test
    void anItemThatIsCreatedAndThenTaggedAndChangedMakesOnePullRequest() throws Exception {
        // Given
        Desk desk = Desk.open(works, "tagging");
        var tickets = works.forge().core().tickets();
        long ticket = Desk.number(
                tickets.create(desk.project(), 0, "Task", Desk.untagged(Desk.sell("0.45")), desk.person("ada")));

        // When
        tickets.change(ticket, TicketEdit.nothing().with(Ticket.TAGS, Desk.TAG), desk.person("ada"));
        tickets.change(
                ticket,
                TicketEdit.nothing().with(Ticket.TITLE, TextNode.valueOf("Sell quinces, please")),
                desk.person("ada"));

        // Then
        desk.question();
        works.awaitDrained(desk.tenant());
        assertOneWorkflow(desk);
        assertThat(desk.ids("dev.millrace.ticket.opened.v1")).hasSizeGreaterThan(1);
    }

    private void assertOneWorkflow(Desk desk) {
        assertThat(desk.pulls()).hasSize(1);
        assertThat(desk.ids("dev.millrace.context.requested.v1")).hasSize(1);
        assertThat(desk.ids("dev.millrace.draft.requested.v1")).hasSize(1);
        assertThat(desk.ids(Desk.OPENED)).hasSize(1);
    }

    private List<Delivery> deliveries(Desk desk) {
        var hooks = works.forge().core().hooks();
        return hooks.of(Vendor.ADO).stream()
                .filter(hook -> isOf(hook, desk))
                .flatMap(hook -> hooks.deliveries(hook).stream())
                .toList();
    }

    private static boolean isOf(Hook hook, Desk desk) {
        return hook.url().contains("/hooks/" + desk.tenant() + "/");
    }
}
