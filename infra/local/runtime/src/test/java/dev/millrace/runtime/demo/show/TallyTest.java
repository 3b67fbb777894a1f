package dev.millrace.runtime.demo.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.events.TicketEvent;
import dev.millrace.runtime.demo.story.Journey;
import dev.millrace.runtime.demo.story.Told;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void manyTicketsAreCountedByHowFarTheyAre() {
        // Given
        Journey taken = Told.journey();
        taken.hear(new Told()
                .event("hook", null, new TicketEvent.Opened(Told.TICKET, "Sell", null, 1, TicketEvent.Asks.BY_TAG)));

        // Then
        assertThat(Tally.counts(List.of(Told.journey(), taken, Told.journey()))).isEqualTo("2 filed, 1 taken");
    }

    @Test
    void theSameCountsAreSaidOnce() {
        // Given
        var out = new StringWriter();
        var tally = new Tally(new Show(new PrintWriter(out), false), Duration.ZERO);

        // When
        tally.report(List.of(Told.journey()), Duration.ofSeconds(1));
        tally.report(List.of(Told.journey()), Duration.ofSeconds(2));

        // Then
        assertThat(out.toString().lines()).containsExactly("1.0 s  1 filed");
    }
}
