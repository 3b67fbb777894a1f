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
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A function for tests, served as a process of its own. It says on {@code PORT} what it was asked; {@code BEHAVIOUR}
 * makes it misbehave: {@code die} at once, {@code stubborn} against SIGTERM, {@code mute} without a port.
 */
public final class TestFunction {

    private static final AtomicInteger IN_FLIGHT = new AtomicInteger();

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
        int inFlight = IN_FLIGHT.incrementAndGet();
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            switch (path.substring(path.lastIndexOf('/') + 1)) {
                case "crash" -> Runtime.getRuntime().halt(7);
                case "held" -> {
                    awaitFile(Path.of(System.getenv("GATE")));
                    answer(exchange, 200, Integer.toString(inFlight));
                }
                case "headers" -> answer(exchange, 200, headers(exchange));
                case "environment" -> answer(exchange, 200, System.getenv().toString());
                case "echo" -> answer(exchange, 200, new String(body.readAllBytes(), StandardCharsets.UTF_8));
                case "stream" -> stream(exchange, body);
                case "unhealthy" -> {
                    System.out.println("asked for " + path);
                    answer(exchange, 503, "no");
                }
                default -> answer(exchange, 200, ProcessHandle.current().pid() + " " + exchange.getRequestURI());
            }
        } finally {
            IN_FLIGHT.decrementAndGet();
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

    private static void awaitFile(Path file) throws IOException {
        while (!Files.exists(file)) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
