package dev.millrace.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Takes webhooks on loopback, each path by itself: remembers what came, and answers as it is told, else 200. */
public final class HookServer implements AutoCloseable {

    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Reaction>> reactions = new ConcurrentHashMap<>();

    private HookServer(HttpServer server) {
        this.server = server;
    }

    /** One request. */
    public record Call(String path, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow()
                    .getValue()
                    .getFirst();
        }
    }

    /** What it does with one request. */
    public sealed interface Reaction {

        record Answer(int status, Map<String, String> headers) implements Reaction {}

        /** The connection ends without an answer. */
        record Cut() implements Reaction {}

        /** There is no answer as long as the server lives. */
        record Silence() implements Reaction {}

        /** An answer that does not end. */
        record Flood(int status) implements Reaction {}
    }

    static HookServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            var hooks = new HookServer(server);
            server.createContext("/", hooks::take);
            server.start();
            return hooks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The next request to the path gets this; further calls are for the ones after it. */
    public void next(String path, Reaction reaction) {
        reactions.computeIfAbsent(path, first -> new ConcurrentLinkedDeque<>()).add(reaction);
    }

    public void next(String path, int status) {
        next(path, new Reaction.Answer(status, Map.of()));
    }

    public List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        calls.add(new Call(
                path,
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Reaction reaction =
                Optional.ofNullable(reactions.get(path)).map(Deque::poll).orElse(new Reaction.Answer(200, Map.of()));
        try (exchange) {
            switch (reaction) {
                case Reaction.Answer(int status, var headers) -> {
                    headers.forEach(exchange.getResponseHeaders()::set);
                    exchange.sendResponseHeaders(status, -1);
                }
                case Reaction.Cut() -> throw new IOException("cut");
                case Reaction.Silence() -> closing.await();
                case Reaction.Flood(int status) -> {
                    exchange.sendResponseHeaders(status, 0);
                    while (closing.getCount() > 0) {
                        exchange.getResponseBody().write(new byte[64 * 1024]);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
