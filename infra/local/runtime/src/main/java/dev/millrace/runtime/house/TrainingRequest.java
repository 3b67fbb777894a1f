package dev.millrace.runtime.house;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An HTTP request in a file: request line, headers, an empty line, body. Host, length and connection are added.
 *
 * @param head request line and headers
 */
record TrainingRequest(List<String> head, String body) {

    static TrainingRequest parse(String message) {
        int gap = message.indexOf("\n\n");
        String head = gap < 0 ? message : message.substring(0, gap);
        return new TrainingRequest(head.strip().lines().toList(), gap < 0 ? "" : message.substring(gap + 2).strip());
    }

    byte[] bytes(int port) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String lines = String.join("\r\n", head)
                + "\r\nHost: localhost:" + port
                + "\r\nContent-Length: " + content.length
                + "\r\nConnection: close\r\n\r\n";
        return (lines + body).getBytes(StandardCharsets.UTF_8);
    }
}
