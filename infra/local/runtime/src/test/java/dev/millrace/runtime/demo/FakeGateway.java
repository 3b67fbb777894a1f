package dev.millrace.runtime.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.runtime.journey.access.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A platform of nothing but the approval function's doors, and what was posted to them. */
final class FakeGateway implements AutoCloseable {

    private static final String PAGE = """
            <form method="post" action="/approvals/question?t=token&amp;x=1" accept-charset="utf-8">
            <input type="hidden" name="form" value="form+token">
            <input type="hidden" name="diff" value="abc">
            </form>
            """;

    private final List<String> posts = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String page = PAGE;

    FakeGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/approvals/api/", exchange -> answer(exchange, 200, people()));
        server.createContext("/approvals/question", this::question);
        server.start();
    }

    private void question(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 200, page);
        } else {
            posts.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", "/approvals/question");
            answer(exchange, 303, "");
        }
    }

    private String people() {
        return """
                {"people": [{"id": "ada", "link": "http://nowhere/"}, {"id": "grace", "link": "%s"}]}""".formatted(link());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    URI link() {
        return URI.create(base() + "/approvals/question?t=token");
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The page is there, but its question is decided. */
    void showNoForm() {
        page = "<p>Somebody decided.</p>";
    }

    /** Path and body of every form that was sent. */
    List<String> posts() {
        return List.copyOf(posts);
    }

    /** This platform, as a data directory names it. */
    Platform platform(Path data) throws IOException {
        Files.writeString(data.resolve("running.json"), """
                {"pid": %d, "gateway": "%s", "inside": "%s", "since": "2026-01-01T00:00:00Z"}""".formatted(
                        ProcessHandle.current().pid(), base(), base()));
        return Platform.running(data).orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
