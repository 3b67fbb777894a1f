package dev.millrace.runtime.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An HTTP request in a file: request line, headers, an empty line, body. Host, length and connection are added, and
 * each <code>${random}</code> becomes a new id; <code>${operator}</code> stands for the operator's token.
 *
 * @param head request line and headers
 */
public record TrainingRequest(List<String> head, String body) {

    private static final int TIMEOUT_MILLIS = 20_000;

    public TrainingRequest {
        head = List.copyOf(head);
    }

    static TrainingRequest parse(String message) {
        int gap = message.indexOf("\n\n");
        String head = gap < 0 ? message : message.substring(0, gap);
        return new TrainingRequest(
                head.strip().lines().toList(),
                gap < 0 ? "" : message.substring(gap + 2).strip());
    }

    static TrainingRequest read(Path file, String operatorToken) {
        try {
            return parse(Files.readString(file).replace("${operator}", operatorToken));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this is a CloudEvent in binary mode. */
    public boolean isEvent() {
        return head.stream().anyMatch(line -> line.startsWith("ce-specversion:"));
    }

    /** The same request for the root. */
    public TrainingRequest atRoot() {
        List<String> lines = new ArrayList<>(head);
        lines.set(0, "POST / HTTP/1.1");
        return new TrainingRequest(lines, body);
    }

    /**
     * Sends it to a port on loopback.
     *
     * @return the response's status
     * @throws IOException when nobody listens, or the answer is no HTTP
     */
    public int send(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(bytes(port));
            socket.getOutputStream().flush();
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!response.startsWith("HTTP/1.1 ")) {
                throw new IOException("the answer is no HTTP/1.1");
            }
            return Integer.parseInt(response.substring(9, 12));
        }
    }

    private byte[] bytes(int port) {
        String random = UUID.randomUUID().toString();
        String content = body.replace("${random}", random);
        String lines = String.join("\r\n", head).replace("${random}", random)
                + "\r\nHost: localhost:" + port
                + "\r\nContent-Length: " + content.getBytes(StandardCharsets.UTF_8).length
                + "\r\nConnection: close\r\n\r\n";
        return (lines + content).getBytes(StandardCharsets.UTF_8);
    }
}
