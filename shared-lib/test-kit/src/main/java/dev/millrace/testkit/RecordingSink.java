package dev.millrace.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands where the broker is: takes what is posted, remembers the bodies, and answers as it is told. */
public final class RecordingSink implements AutoCloseable {

    private final HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private volatile int status = 202;

    private RecordingSink(HttpServer server) {
        this.server = server;
    }

    public static RecordingSink start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            var sink = new RecordingSink(server);
            server.createContext("/", sink::take);
            server.start();
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code K_SINK} must be. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Answers every request from now on with this status; only what is answered with 202 counts as taken. */
    public void answer(int newStatus) {
        status = newStatus;
    }

    /** The bodies taken so far, in order. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** The bodies refused so far, in order. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    public void forget() {
        bodies.clear();
        refused.clear();
        status = 202;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int answer = status;
            (answer == 202 ? bodies : refused).add(body);
            exchange.sendResponseHeaders(answer, -1);
        }
    }
}
