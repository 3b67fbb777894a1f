package dev.millrace.hookvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final Instant NOON = Instant.parse("2026-08-12T12:00:30Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-08-12T12:00:30Z",
                "2026-08-12T14:00:30+02:00",
                "2026-08-12 12:00:30 UTC",
                "2026-08-12 12:00:30 +0000"
            })
    void timesAreReadAsTheHostsWriteThem(String text) {
        // Given
        var node = JsonNodeFactory.instance.objectNode().put("at", text);

        // When
        Instant time = Json.time(node, "/at");

        // Then
        assertThat(time).isEqualTo(NOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-08-12", "2026-13-12 12:00:30 UTC", "2026-08-12 12:00:30"})
    void whatIsNoTimeIsNone(String text) {
        // Given
        var node = JsonNodeFactory.instance.objectNode().put("at", text);

        // When
        Instant time = Json.time(node, "/at");

        // Then
        assertThat(time).isNull();
    }
}
