package dev.millrace.runtime.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A function for tests, served as a process of its own. It says on {@code PORT} what it was asked; {@code BEHAVIOUR}
 * makes it misbehave: {@code die} at once, {@code stubborn} against SIGTERM, {@code mute} without a port.
 */
public final class TestFunction {

    private static final AtomicInteger HELD = new AtomicInteger();
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final Map<String, String> HOPS = Map.of(
            "Connection", "x-between",
            "X-Between", "us",
            "Keep-Alive", "timeout=99",
            "Proxy-Authenticate", "Basic",
            "Upgrade", "h2c",
            "X-Kept", "yes");

    private TestFunction() {}

    public static void main(String[] arguments) throws Exception {
        String behaviour = System.getenv().getOrDefault("BEHAVIOUR", "");
        switch (behaviour) {
            case "die" -> {
                System.out.println("I was told to die");
                System.exit(3);
            }
            case "mute" -> new CountDownLatch(1).await();
            case "stubborn" -> Runtime.getRuntime().addShutdownHook(new Thread(TestFunction::neverEnd));
            default -> System.out.println("started");
        }
        var server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(System.getenv("PORT"))),
                1_000);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", TestFunction::handle);
        server.start();
    }

    private static void neverEnd() {
        System.out.println("SIGTERM ignored");
        while (true) {
            LockSupport.park();
        }
    }

    private static void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            switch (path.substring(path.lastIndexOf('/') + 1)) {
                case "crash" -> Runtime.getRuntime().halt(7);
                case "held" -> answer(exchange, 200, Integer.toString(hold(Path.of(System.getenv("GATE")))));
                case "hops" -> {
                    HOPS.forEach(exchange.getResponseHeaders()::set);
                    answer(exchange, 200, "hops");
                }
                case "empty" -> answer(exchange, 204, "");
                case "headers" -> answer(exchange, 200, headers(exchange));
                case "environment" -> answer(exchange, 200, System.getenv().toString());
                case "echo" -> answer(exchange, 200, new String(body.readAllBytes(), StandardCharsets.UTF_8));
                case "stream" -> stream(exchange, body);
                case "unhealthy" -> {
                    System.out.println("asked for " + path);
                    answer(exchange, 503, "no");
                }
                case "moody" -> {
                    System.out.println("asked for " + path);
                    answer(exchange, ASKED.incrementAndGet() % 2 == 0 ? 200 : 503, "");
                }
                default -> answer(exchange, 200, ProcessHandle.current().pid() + " " + exchange.getRequestURI());
            }
        }
    }

    /** Sends back each byte as soon as it has come, and says at the gate how it ended. */
    private static void stream(HttpExchange exchange, InputStream body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            int next = body.read();
            while (next >= 0) {
                out.write(next);
                out.flush();
                next = body.read();
            }
            Files.writeString(Path.of(System.getenv("GATE")), "complete");
        } catch (IOException e) {
            Files.writeString(Path.of(System.getenv("GATE")), "cut off");
            throw e;
        }
    }

    private static String headers(HttpExchange exchange) {
        var text = new StringBuilder();
        exchange.getRequestHeaders()
                .forEach((name, values) -> text.append(name.toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(values)
                        .append('\n'));
        return text.toString();
    }

    /**
     * Waits until there is a file, and says how many requests waited. The count ends before the answer begins: once a
     * client has its answer, the next request may come at once.
     */
    private static int hold(Path gate) throws IOException {
        int held = HELD.incrementAndGet();
        try (WatchService news = gate.getFileSystem().newWatchService()) {
            Objects.requireNonNull(gate.getParent()).register(news, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(gate)) {
                news.take().reset();
            }
            return held;
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            HELD.decrementAndGet();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
