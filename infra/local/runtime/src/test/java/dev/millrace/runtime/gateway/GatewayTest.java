package dev.millrace.runtime.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.manifest.ManifestReader;
import dev.millrace.runtime.manifest.RouteManifest;
import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.process.ProcessTable;
import dev.millrace.runtime.serving.ServiceStatus;
import dev.millrace.runtime.serving.Serving;
import dev.millrace.runtime.testing.TestServices;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Speaks to the door through bare sockets: a client library would tidy up what is tested here. */
@NullUnmarked
class GatewayTest {

    @TempDir
    private static Path data;

    private static Vertx vertx;
    private static Serving serving;
    private static Gateway gateway;
    private static int port;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        List<ServiceManifest> services = List.of(
                TestServices.service("hooks-function", Map.of("max-scale", "1"), 0, 60),
                TestServices.service("quick", Map.of("max-scale", "1"), 0, 1),
                TestServices.service("audit", Map.of("max-scale", "1"), 0, 60));
        var launches =
                new TestServices(data, Map.of("GATE", data.resolve("gate").toString()));
        serving = new Serving(vertx, services, launches, ProcessTable.open(data), new Ports(new Random()), event -> {});
        serving.start();
        Routes routes = Routes.of(
                List.of(
                        route("hooks", "PathPrefix", "/hooks", "hooks-function"),
                        route("quick", "PathPrefix", "/quick", "quick"),
                        route("exact", "Exact", "/hooks/exact", "audit"),
                        route("audit", "PathPrefix", "/audit", "audit")),
                services);
        gateway = new Gateway(vertx, routes, serving, Gateway.LOOPBACK_NAMES, new Random(1));
        port = gateway.open(0).toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    @AfterAll
    static void close() {
        gateway.close().toCompletionStage().toCompletableFuture().join();
        serving.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void passesAPublicPathWithItsQueryToItsFunction() throws Exception {
        // When
        String answer = ask("GET /hooks/ado?x=1%2F2 HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("/hooks/ado?x=1%2F2");
    }

    @Test
    void prefersTheExactPath() throws Exception {
        // When
        String exact = ask("GET /hooks/exact HTTP/1.1\r\nHost: localhost\r\n");
        String prefix = ask("GET /hooks/exactly HTTP/1.1\r\nHost: localhost\r\n");
        String audit = ask("GET /audit HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(pid(exact)).isEqualTo(pid(audit)).isNotEqualTo(pid(prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/q/health", "/hooksx", "/hook", "/HOOKS", "/hooks;a=b", "/broker/default"})
    void showsNothingElse(String path) throws Exception {
        // When
        String answer = ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 404").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hooks/../audit",
                "/hooks/%2e%2e/audit",
                "/hooks/%2E./audit",
                "/hooks/..%2faudit",
                "/hooks%2faudit",
                "/hooks/..;/audit",
                "/hooks/.;x/audit",
                "//audit",
                "/hooks//audit",
                "/hooks/;/audit",
                "/hooks\\..\\audit",
                "/hooks/%5c..%5caudit",
                "/hooks/%252e%252e/audit",
                "/hooks/%00",
                "/hooks/%zz",
                "/hooks/%c0%ae%c0%ae/audit",
                "/hooks/%",
                "http://localhost/hooks",
                "/hooks#/../audit",
                "*"
            })
    void refusesAPathThatCouldBeReadInTwoWays(String path) throws Exception {
        // When
        String answer = ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: 5, 6\r\n"
            })
    void smugglesNoSecondRequestInABodyOfUnclearLength(String framing) throws Exception {
        // Given
        String smuggled = "GET /audit/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

        // When
        String answers = raw("POST /hooks/echo HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n0\r\n\r\n" + smuggled);

        // Then
        assertThat(answers).doesNotContain("smuggled").containsOnlyOnce("HTTP/1.1 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example\r\n",
                "Host: localhost.evil.example\r\n",
                "Host: a\r\nHost: localhost\r\n",
                ""
            })
    void servesOnlyItsOwnHostNames(String host) throws Exception {
        // When
        String answer = ask("GET /hooks HTTP/1.1\r\n" + host);

        // Then
        assertThat(answer).matches("(?s)HTTP/1.1 4(00|21).*");
    }

    @Test
    void believesNothingThatASenderSaysAboutTheWayHere() throws Exception {
        // When
        String seen = ask("""
            GET /hooks/headers HTTP/1.1\r
            Host: localhost:80\r
            X-Forwarded-For: 6.6.6.6\r
            X-Forwarded-Prefix: /evil\r
            Forwarded: for=6.6.6.6\r
            Knative-Serving-Tenant: evil\r
            Connection: x-secret\r
            X-Secret: hop\r
            TE: trailers\r
            Proxy-Authorization: Basic x\r
            Upgrade: h2c\r
            Authorization: Bearer kept\r
            ce-id: 42\r
            """);

        // Then
        assertThat(seen)
                .contains(
                        "x-forwarded-for: [127.0.0.1]", "x-forwarded-proto: [http]", "x-forwarded-host: [localhost:80]")
                .contains("host: [hooks-function.millrace.svc.cluster.local]")
                .contains("authorization: [Bearer kept]", "ce-id: [42]")
                .doesNotContain("6.6.6.6", "evil", "x-secret", "h2c", "trailers", "proxy-authorization");
    }

    @Test
    void beginsATraceWhereThereIsNoneAndPassesOnAValidOne() throws Exception {
        // Given
        String valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        // When
        String none = ask("GET /hooks/headers HTTP/1.1\r\nHost: localhost\r\n");
        String broken =
                ask("GET /hooks/headers HTTP/1.1\r\nHost: localhost\r\ntraceparent: 00-0-0-00\r\ntracestate: a=b\r\n");
        String passed = ask(
                "GET /hooks/headers HTTP/1.1\r\nHost: localhost\r\ntraceparent: " + valid + "\r\ntracestate: a=b\r\n");

        // Then
        assertThat(none).containsPattern("traceparent: \\[00-[0-9a-f]{32}-[0-9a-f]{16}-01]");
        assertThat(broken).doesNotContain("00-0-0-00").doesNotContain("tracestate");
        assertThat(passed).contains("traceparent: [" + valid + "]", "tracestate: [a=b]");
    }

    @Test
    void streamsBothWaysWithoutWaitingForTheEnd() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Given
            socket.setSoTimeout(10_000);
            send(socket, "POST /hooks/stream HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            send(socket, "6\r\nfirst|\r\n");
            String first = readUntil(socket.getInputStream(), "|");

            // When
            send(socket, "7\r\nsecond|\r\n");
            String second = readUntil(socket.getInputStream(), "|");
            send(socket, "0\r\n\r\n");

            // Then
            assertThat(first).startsWith("HTTP/1.1 200").contains("text/event-stream");
            assertThat(second).contains("|");
            assertThat(readUntil(socket.getInputStream(), "0\r\n\r\n")).endsWith("0\r\n\r\n");
        }
    }

    @Test
    void tellsTheFunctionWhenTheClientLeaves() throws Exception {
        // Given
        Files.deleteIfExists(data.resolve("gate"));
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        send(socket, "POST /hooks/stream HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
        readUntil(socket.getInputStream(), "x");

        // When
        socket.close();

        // Then
        await().atMost(30, SECONDS).until(() -> Files.exists(data.resolve("gate")));
        assertThat(data.resolve("gate")).hasContent("cut off");
        await().atMost(30, SECONDS).until(() -> inFlight("hooks-function") == 0);
    }

    @Test
    void doesNotMakeAnAnswerLookCompleteThatBrokeOff() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Given
            socket.setSoTimeout(10_000);
            send(
                    socket,
                    "POST /audit/stream HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
            readUntil(socket.getInputStream(), "x\r\n");

            // When
            ask("GET /audit/crash HTTP/1.1\r\nHost: localhost\r\n");

            // Then
            assertThat(restOf(socket)).doesNotContain("0\r\n");
        }
    }

    @Test
    void answersForAFunctionThatTakesTooLong() throws Exception {
        // Given
        Files.deleteIfExists(data.resolve("gate"));

        // When
        String answer = ask("GET /quick/held HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 504").contains("function-too-slow");
        assertThat(inFlight("quick")).isZero();
        Files.writeString(data.resolve("gate"), "open");
    }

    @Test
    void answersForAFunctionThatDies() throws Exception {
        // When
        String answer = ask("GET /audit/crash HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 502").contains("function-failed");
    }

    @Test
    void refusesHeadersWithoutEnd() throws Exception {
        // When
        String answer = ask("GET /hooks HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 431");
    }

    private static RouteManifest route(String name, String type, String path, String service) throws IOException {
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

    private static int inFlight(String service) {
        Map<String, ServiceStatus> byName =
                serving.status().stream().collect(Collectors.toMap(ServiceStatus::service, status -> status));
        return byName.get(service).instances().stream()
                .mapToInt(ServiceStatus.InstanceStatus::inFlight)
                .sum();
    }

    private static String pid(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4).split(" ", -1)[0];
    }

    private static String ask(String head) throws IOException {
        return raw(head + "Connection: close\r\n\r\n");
    }

    /** Sends, and reads until the door closes the connection. */
    private static String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static String restOf(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String readUntil(InputStream stream, String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = stream.read();
            assertThat(next).as("the stream ended after: %s", text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }
}
