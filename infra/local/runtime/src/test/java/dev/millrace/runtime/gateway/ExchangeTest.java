package dev.millrace.runtime.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request and its answer on their way through the door, and what may end them. */
class ExchangeTest extends GatewayFixture {

    @Test
    void streamsBothWaysWithoutWaitingForTheEnd() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Given
            socket.setSoTimeout(10_000);
            send(socket, "POST /hooks/stream HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            send(socket, "6\r\nfirst|\r\n");
            String first = readUntil(socket.getInputStream(), "|");

            // When
            send(socket, "7\r\nsecond|\r\n");
            String second = readUntil(socket.getInputStream(), "|");
            send(socket, "0\r\n\r\n");

            // Then
            assertThat(first).startsWith("HTTP/1.1 200").contains("text/event-stream");
            assertThat(second).contains("|");
            assertThat(readUntil(socket.getInputStream(), "0\r\n\r\n")).endsWith("0\r\n\r\n");
        }
    }

    @Test
    void tellsTheFunctionWhenTheClientLeaves() throws Exception {
        // Given
        Files.deleteIfExists(data.resolve("gate"));
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        send(socket, "POST /hooks/stream HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
        readUntil(socket.getInputStream(), "x");

        // When
        socket.close();

        // Then
        await().atMost(30, SECONDS).until(() -> Files.exists(data.resolve("gate")));
        assertThat(data.resolve("gate")).hasContent("cut off");
        await().atMost(30, SECONDS).until(() -> inFlight("hooks-function") == 0);
    }

    @Test
    void doesNotMakeAnAnswerLookCompleteThatBrokeOff() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Given
            socket.setSoTimeout(10_000);
            send(
                    socket,
                    "POST /audit/stream HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
            readUntil(socket.getInputStream(), "x\r\n");

            // When
            ask("GET /audit/crash HTTP/1.1\r\nHost: localhost\r\n");

            // Then
            assertThat(restOf(socket)).doesNotContain("0\r\n");
        }
    }

    @Test
    void answersForAFunctionThatTakesTooLong() throws Exception {
        // Given
        Files.deleteIfExists(data.resolve("gate"));

        // When
        String answer = ask("GET /quick/held HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 504").contains("function-too-slow");
        assertThat(inFlight("quick")).isZero();
        Files.writeString(data.resolve("gate"), "open");
    }

    @Test
    void answersForAFunctionThatDies() throws Exception {
        // When
        String answer = ask("GET /audit/crash HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 502").contains("function-failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /hooks/empty", "HEAD /hooks/anything"})
    void addsNoBodyToAnAnswerWithoutOne(String request) throws Exception {
        // When
        String answer = ask(request + " HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).matches("(?s)HTTP/1.1 20[04].*\r\n\r\n").doesNotContainIgnoringCase("transfer-encoding");
    }

    @Test
    void asksForTheBodyOfASenderWhoWaitsToBeAsked() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Given
            socket.setSoTimeout(10_000);
            send(
                    socket,
                    "POST /hooks/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");

            // When
            String asked = readUntil(socket.getInputStream(), "\r\n\r\n");
            send(socket, "hello");

            // Then
            assertThat(asked).startsWith("HTTP/1.1 100");
            assertThat(readUntil(socket.getInputStream(), "hello")).startsWith("HTTP/1.1 200");
        }
    }

    private static String restOf(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }
}
