package dev.millrace.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests come in at all. */
class GatewayTest extends GatewayFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example\r\n",
                "Host: localhost.evil.example\r\n",
                "Host: a\r\nHost: localhost\r\n",
                ""
            })
    void servesOnlyItsOwnHostNames(String host) throws Exception {
        // When
        String answer = ask("GET /hooks HTTP/1.1\r\n" + host);

        // Then
        assertThat(answer).matches("(?s)HTTP/1.1 4(00|21).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: 5, 6\r\n"
            })
    void smugglesNoSecondRequestInABodyOfUnclearLength(String framing) throws Exception {
        // Given
        String smuggled = "GET /audit/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

        // When
        String answers = raw("POST /hooks/echo HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n0\r\n\r\n" + smuggled);

        // Then
        assertThat(answers).doesNotContain("smuggled").containsOnlyOnce("HTTP/1.1 ");
    }

    @Test
    void refusesHeadersWithoutEnd() throws Exception {
        // When
        String answer = ask("GET /hooks HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 431");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: identity\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5\r\nContent-Length: 5\r\n",
                "Content-Length: 5, 5\r\n"
            })
    void refusesABodyOfUnclearLength(String framing) throws Exception {
        // When
        String answer = raw("POST /hooks/echo HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n0\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void refusesChunksInAnOldRequest() throws Exception {
        // When
        String answer = raw("POST /hooks/echo HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");

        // Then
        assertThat(answer).containsPattern("^HTTP/1\\.[01] 400");
    }

    @Test
    void refusesARequestLineWithoutEnd() throws Exception {
        // When
        String answer = ask("GET /hooks/" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).containsPattern("^HTTP/1\\.[01] 414");
    }

    @Test
    void listensAtOneLoopbackAddressOnly() {
        // Given
        var otherAddressOfThisMachine = new InetSocketAddress("127.0.0.2", port);

        // When / Then
        assertThatThrownBy(() -> {
                    try (var socket = new Socket()) {
                        socket.connect(otherAddressOfThisMachine, 2_000);
                    }
                })
                .isInstanceOf(IOException.class);
    }
}
