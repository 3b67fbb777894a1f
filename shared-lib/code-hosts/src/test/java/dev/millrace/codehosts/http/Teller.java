package dev.millrace.codehosts.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host that gives prepared answers, then 200 with an empty object. */
final class Teller implements AutoCloseable {

    /** @param status 0 ends the connection without an answer */
    record Told(int status, Map<String, String> headers, String body) {}

    /** What was asked; the header is {@code Authorization}, empty text for none. */
    record Asked(String method, String target, String authorization) {}

    private final HttpServer server;
    private final Queue<Told> answers = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    Teller() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::tell);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Teller tells(int status, Map<String, String> headers, String body) {
        answers.add(new Told(status, headers, body));
        return this;
    }

    Teller tells(int status) {
        return tells(status, Map.of(), "{}");
    }

    List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void tell(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    authorization == null ? "" : authorization));
            Told told = answers.poll();
            if (told == null) {
                told = new Told(200, Map.of(), "{}");
            }
            if (told.status() == 0) {
                return;
            }
            told.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = told.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(told.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
