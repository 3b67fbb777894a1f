package dev.millrace.platform.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.problem.ProblemException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void comesBackAsItWasHandedOut() {
        // Given
        var place = new Cursor(Instant.parse("2026-01-31T12:00:00.123456Z"), UUID.randomUUID());

        // Then
        assertThat(Cursor.after(place.text())).isEqualTo(place);
        assertThat(Cursor.after(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00Z no-uuid",
                "2026-01-31T12:00:00Z 6f1f64a5-9d4b-4c49-a9be-0d8d0d4d0001 more",
                "1969-12-31T12:00:00Z 6f1f64a5-9d4b-4c49-a9be-0d8d0d4d0001",
                "+100000-01-01T00:00:00Z 6f1f64a5-9d4b-4c49-a9be-0d8d0d4d0001"
            })
    void refusesWhatItDidNotHandOut(String forged) {
        // Given
        String text = Base64.getUrlEncoder().encodeToString(forged.getBytes(UTF_8));

        // Then
        assertThatThrownBy(() -> Cursor.after(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'after' must be the 'next' of the page before.");
        assertThatThrownBy(() -> Cursor.after(text + "?")).isInstanceOf(ProblemException.class);
    }
}
