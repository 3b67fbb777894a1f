package dev.millrace.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.runtime.chaos.TicketChaos;
import dev.millrace.runtime.chaos.TicketTally;
import dev.millrace.runtime.cli.Millrace;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A small dose of {@code millrace chaos --tickets}. */
@Order(1)
class ChaosIT {

    @Test
    void ticketsAreMergedOnceAndDocumentedOnceWhileEverythingIsKilled() throws Exception {
        // When
        TicketTally tally = TicketChaos.run(new TicketChaos.Wishes(3, 4, 5), Millrace::say, System.out::println);

        // Then
        assertThat(tally.findings()).isEmpty();
        assertThat(tally.merged()).isEqualTo(3);
        assertThat(tally.kills()).isGreaterThan(4);
    }
}
