package dev.millrace.runtime.serving;

import dev.millrace.runtime.manifest.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks an instance whether it takes requests, as its readiness probe says; without one, its port must open. */
final class Readiness {

    private static final int TIMEOUT_MILLIS = 1_000;

    private final Probe.@Nullable HttpGet http;

    Readiness(@Nullable Probe probe) {
        this.http = probe == null ? null : probe.httpGet();
    }

    /** Blocks for as long as the instance thinks, at most a second. */
    boolean isReady(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            return http == null || answers(socket, http.path());
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean answers(Socket socket, String path) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        return status.matches("HTTP/1\\.[01] [23]\\d\\d");
    }
}
