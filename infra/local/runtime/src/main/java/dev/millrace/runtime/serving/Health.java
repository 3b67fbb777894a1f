package dev.millrace.runtime.serving;

import dev.millrace.runtime.manifest.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks an instance how it is, as a probe says; without a probe, its port must open. */
final class Health {

    private final Probe.@Nullable HttpGet http;
    private final int timeoutMillis;

    /** @param timeout how long the instance may think before it counts as not well */
    Health(@Nullable Probe probe, Duration timeout) {
        this.timeoutMillis = (int) timeout.toMillis();
        this.http = probe == null ? null : probe.httpGet();
    }

    /** Blocks for as long as the instance thinks, at most the timeout. */
    boolean isGood(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMillis);
            return http == null || answers(socket, http.path());
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean answers(Socket socket, String path) throws IOException {
        socket.setSoTimeout(timeoutMillis);
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        return status.matches("HTTP/1\\.[01] [23]\\d\\d");
    }
}
