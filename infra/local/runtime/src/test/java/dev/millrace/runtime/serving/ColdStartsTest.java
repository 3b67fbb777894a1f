package dev.millrace.runtime.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ColdStartsTest {

    @Test
    void countsAllAndRemembersTheLatestHundred() {
        // Given
        var coldStarts = new ColdStarts();

        // When
        for (int start = 1; start <= 103; start++) {
            coldStarts.add(Duration.ofMillis(start));
        }

        // Then
        assertThat(coldStarts.count()).isEqualTo(103);
        assertThat(coldStarts.recent())
                .hasSize(100)
                .startsWith(Duration.ofMillis(4))
                .endsWith(Duration.ofMillis(103));
    }
}
