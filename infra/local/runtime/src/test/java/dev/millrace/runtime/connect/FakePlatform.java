package dev.millrace.runtime.connect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway that keeps what is posted, and answers as it is told, then 202. */
public final class FakePlatform implements AutoCloseable {

    private final List<Posted> posts = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile Runnable before = () -> {};

    public FakePlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    /** @param headers of hosts and of proofs, by name in lower case */
    public record Posted(String path, SortedMap<String, String> headers, String body) {

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The answers to the next posts. */
    public FakePlatform answers(Integer... next) {
        statuses.addAll(List.of(next));
        return this;
    }

    /** What happens once a post is there and before it is answered. */
    public void beforeItAnswers(Runnable action) {
        before = action;
    }

    /** Those that were answered 202, and those that were not. */
    public List<Posted> posts() {
        return List.copyOf(posts);
    }

    /** Makes commands find it as the platform of a data directory. */
    public FakePlatform runsIn(Path data) throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("running.json"), """
            {"pid": %d, "gateway": "%s", "inside": "%s", "since": "%s"}""".formatted(
                        ProcessHandle.current().pid(), url(), url(), Instant.EPOCH));
        return this;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posts.add(new Posted(exchange.getRequestURI().getPath(), headers(exchange), body));
            before.run();
            Integer status = statuses.poll();
            exchange.sendResponseHeaders(status == null ? 202 : status, -1);
        }
    }

    private static SortedMap<String, String> headers(HttpExchange exchange) {
        SortedMap<String, String> kept = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-") || lower.equals("authorization")) {
                kept.put(lower, values.getFirst());
            }
        });
        return kept;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
