package dev.millrace.runtime.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.runtime.manifest.ManifestReader;
import dev.millrace.runtime.manifest.RouteManifest;
import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.process.ProcessTable;
import dev.millrace.runtime.serving.Activator;
import dev.millrace.runtime.serving.ServiceStatus;
import dev.millrace.runtime.serving.Serving;
import dev.millrace.runtime.testing.TestServices;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** An open door. Tests speak to it through bare sockets: a client library would tidy up what is tested here. */
@NullUnmarked
abstract class GatewayFixture {

    @TempDir
    static Path data;

    static final List<ServiceManifest> SERVICES = List.of(
            TestServices.service("hooks-function", Map.of("max-scale", "1"), 0, 60),
            TestServices.service("quick", Map.of("max-scale", "1"), 0, 1),
            TestServices.service("audit", Map.of("max-scale", "1"), 0, 60));

    static int port;

    private static Vertx vertx;
    private static Serving serving;
    private static Gateway gateway;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        var launches =
                new TestServices(data, Map.of("GATE", data.resolve("gate").toString()));
        serving = new Serving(vertx, SERVICES, launches, ProcessTable.open(data), new Ports(new Random()), event -> {});
        serving.start();
        gateway = gateway(serving);
        port = port(gateway);
    }

    @AfterAll
    static void close() {
        gateway.close().toCompletionStage().toCompletableFuture().join();
        serving.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A door of its own, still closed. */
    static Gateway gateway(Activator activator) throws IOException {
        Routes routes = Routes.of(
                List.of(
                        route("hooks", "PathPrefix", "/hooks", "hooks-function"),
                        route("quick", "PathPrefix", "/quick", "quick"),
                        route("exact", "Exact", "/hooks/exact", "audit"),
                        route("audit", "PathPrefix", "/audit", "audit")),
                SERVICES);
        return new Gateway(vertx, routes, activator, Gateway.LOOPBACK_NAMES, new Random(1));
    }

    static int port(Gateway closed) throws Exception {
        return closed.open(0).toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    static RouteManifest route(String name, String type, String path, String service) throws IOException {
        Path file = data.resolve(name + ".yaml");
        Files.writeString(file, """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: %s}
            spec:
              rules:
                - matches: [{path: {type: %s, value: %s}}]
                  filters: [{type: URLRewrite, urlRewrite: {hostname: %s.millrace.svc.cluster.local}}]
            """.formatted(name, type, path, service));
        return ManifestReader.read(file, RouteManifest.class);
    }

    static int inFlight(String service) {
        Map<String, ServiceStatus> byName =
                serving.status().stream().collect(Collectors.toMap(ServiceStatus::service, status -> status));
        return byName.get(service).instances().stream()
                .mapToInt(ServiceStatus.InstanceStatus::inFlight)
                .sum();
    }

    static String ask(String head) throws IOException {
        return raw(head + "Connection: close\r\n\r\n");
    }

    /** Sends, and reads until the door closes the connection. */
    static String raw(String request) throws IOException {
        return raw(port, request);
    }

    static String raw(int door, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), door)) {
            socket.setSoTimeout(10_000);
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    static String readUntil(InputStream stream, String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = stream.read();
            assertThat(next).as("the stream ended after: %s", text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }
}
