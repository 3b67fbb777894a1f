package dev.millrace.modeldispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A caller who reads slower than the model speaks. */
@QuarkusTest
class SlowReaderTest extends DispatchFixture {

    private static final int EVENTS = 3_000;
    private static final String EVENT = delta("x ".repeat(10_000));

    /** All together: sixty megabytes, of which the buffers of two connections take a few. */
    private static final int HALF = EVENTS / 2;

    private final AtomicInteger said = new AtomicInteger();
    private final AtomicReference<HttpServerResponse> speaking = new AtomicReference<>();

    @Test
    void makesTheModelWaitAndGetsEverythingInTheEnd() throws IOException {
        // Given
        upstream.script("a", (asked, response) -> {
            ScriptedUpstream.begin(response);
            speaking.set(response);
            speak(response);
        });
        String body = question("default", "Hi", ",\"stream\":true");

        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(64 * 1024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
            String head = """
                POST /v1/chat/completions HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                Connection: close\r
                \r
                """.formatted(KEY, body.length());
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));

            // When
            await().during(Duration.ofSeconds(1)).until(this::waits);

            // Then
            assertThat(said.get()).isLessThan(HALF);
            assertThat(count(socket.getInputStream())).isEqualTo(EVENTS);
            assertThat(admission.spent()).hasSize(1);
        }
    }

    /** As fast as it is let. */
    private void speak(HttpServerResponse response) {
        while (!response.writeQueueFull() && said.get() < EVENTS) {
            said.incrementAndGet();
            response.write("data: " + EVENT + "\n\n");
        }
        if (said.get() < EVENTS) {
            response.drainHandler(drained -> speak(response));
        } else {
            response.end("data: " + FINISH + "\n\ndata: [DONE]\n\n");
        }
    }

    private boolean waits() {
        HttpServerResponse response = speaking.get();
        return response != null && response.writeQueueFull();
    }

    private static long count(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                .lines()
                .filter(line -> line.contains("\"content\":\"x x"))
                .count();
    }
}
