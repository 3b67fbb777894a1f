package dev.millrace.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.runtime.chaos.HookChaos;
import dev.millrace.runtime.chaos.Tally;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A small dose of {@code millrace chaos}. */
@Order(3)
class HookChaosIT {

    @Test
    void nothingIsLostOrDoubledWhileEverythingIsKilled() throws Exception {
        // When
        Tally tally = HookChaos.run(60, 4, 7, System.out::println);

        // Then
        assertThat(tally.findings()).isEmpty();
        assertThat(tally.kills()).isGreaterThan(2);
    }
}
