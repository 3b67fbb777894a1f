package dev.millrace.modeldispatch.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSentEventsTest {

    private static final String STREAM =
            "event: a\ndata: {\"x\":1}\n\n: comment\n\ndata:two\ndata: lines\n\ndata: g\u00fcn\r\n\r\ndata: [DONE]\n\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void cutsAStreamIntoTheSameEventsHoweverItComes(int size) {
        // Given
        byte[] bytes = STREAM.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var events = new ServerSentEvents(1000);
        var data = new ArrayList<String>();
        Buffer raw = Buffer.buffer();

        // When
        for (int from = 0; from < bytes.length; from += size) {
            Buffer part = Buffer.buffer(bytes).slice(from, Math.min(bytes.length, from + size));
            for (ServerSentEvents.Event event : events.next(part)) {
                data.add(event.data());
                raw.appendBuffer(event.raw());
            }
        }

        // Then
        assertThat(data).containsExactlyElementsOf(List.of("{\"x\":1}", "", "two\nlines", "g\u00fcn", "[DONE]"));
        assertThat(raw.getBytes()).isEqualTo(bytes);
    }

    @Test
    void refusesAnEventThatNeverEnds() {
        // Given
        var events = new ServerSentEvents(10);

        // When / Then
        assertThatThrownBy(() -> events.next(Buffer.buffer("data: 1234567890"))).hasMessageContaining("10 bytes");
    }
}
