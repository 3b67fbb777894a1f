package dev.millrace.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.runtime.chaos.Commands;
import dev.millrace.runtime.chaos.TicketChaos;
import dev.millrace.runtime.chaos.TicketTally;
import dev.millrace.runtime.cli.Millrace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A small dose of {@code millrace chaos --tickets}. */
@Order(1)
class ChaosIT {

    @Test
    void ticketsAreMergedOnceAndDocumentedOnceWhileEverythingIsKilled() throws Exception {
        // When
        TicketTally tally = TicketChaos.run(new TicketChaos.Wishes(3, 4, 5), ChaosIT::command, System.out::println);

        // Then
        assertThat(tally.findings()).isEmpty();
        assertThat(tally.merged()).isEqualTo(3);
        assertThat(tally.kills()).isGreaterThan(4);
    }

    private static Commands.Said command(List<String> arguments) {
        var words = new StringWriter();
        var all = new PrintWriter(words);
        int code = Millrace.commandLine().setOut(all).setErr(all).execute(arguments.toArray(String[]::new));
        return new Commands.Said(code, words.toString());
    }
}
