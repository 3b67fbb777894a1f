package dev.millrace.runtime.gateway;

import dev.millrace.runtime.serving.Activator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The public door on loopback. A browser page of another site cannot reach it by pointing its own name at this machine:
 * only the listed host names are served.
 */
public final class Gateway {

    /** The names of this machine to itself. */
    public static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_HEADERS = 16 << 10;
    private static final int MAX_REQUEST_LINE = 8 << 10;
    private static final int MAX_CONNECTIONS_PER_INSTANCE = 1_000;

    private final Vertx vertx;
    private final Routes routes;
    private final Activator activator;
    private final Set<String> hosts;
    private final Trace trace;
    private final Answers answers = new Answers();
    private final HttpServer server;
    private final HttpClient client;

    /**
     * A door that is still closed.
     *
     * @param hosts names under which the door may be addressed, without port, in lower case
     */
    public Gateway(Vertx vertx, Routes routes, Activator activator, Set<String> hosts, RandomGenerator random) {
        this.vertx = vertx;
        this.routes = routes;
        this.activator = activator;
        this.hosts = Set.copyOf(hosts);
        this.trace = new Trace(random);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setMaxHeaderSize(MAX_HEADERS)
                        .setMaxInitialLineLength(MAX_REQUEST_LINE)
                        .setHttp2ClearTextEnabled(false)
                        .setHandle100ContinueAutomatically(true))
                .requestHandler(this::handle);
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setMaxPoolSize(MAX_CONNECTIONS_PER_INSTANCE)
                .setKeepAliveTimeout(30)
                .setConnectTimeout(2_000)
                .setDecompressionSupported(false));
    }

    /**
     * Opens the door.
     *
     * @param port 0 lets the system choose one
     * @return the port
     */
    public Future<Integer> open(int port) {
        // Without an address this would listen at every one of the machine, whatever the options say.
        return server.listen(port, LOOPBACK).map(HttpServer::actualPort);
    }

    /** Takes no new requests and cuts off those that are on their way. */
    public Future<Void> close() {
        return server.close().eventually(() -> client.close());
    }

    /** How often each status was answered since the start. */
    public Map<Integer, Long> answers() {
        return answers.snapshot();
    }

    private void handle(HttpServerRequest request) {
        request.response()
                .headersEndHandler(known -> answers.count(request.response().getStatusCode()));
        Optional<Problem> refusal = refusal(request);
        if (refusal.isPresent()) {
            refuse(request, refusal.get());
            return;
        }
        switch (RequestPath.parse(request.uri())) {
            case RequestPath.Refused(var why) -> refuse(request, new Problem(400, "bad-path", why));
            case RequestPath.Clean clean ->
                routes.find(clean)
                        .ifPresentOrElse(
                                route -> pass(request, route),
                                () -> new Problem(404, "not-found", "There is nothing here")
                                        .answer(request.response()));
        }
    }

    private void pass(HttpServerRequest request, Routes.Route route) {
        if (request.getHeader("Transfer-Encoding") != null) {
            // The codec drops a Content-Length beside it without telling; such a connection must not be used again.
            closeAfterwards(request);
        }
        new Exchange(vertx, activator, client, request, route, trace).run();
    }

    /** Requests whose end or whose addressee two readers could see differently (RFC 9112 sections 3.2 and 6.1). */
    private Optional<Problem> refusal(HttpServerRequest request) {
        List<String> encodings = request.headers().getAll("Transfer-Encoding");
        boolean clearEnd = encodings.isEmpty()
                || (encodings.size() == 1
                        && encodings.getFirst().equalsIgnoreCase("chunked")
                        && request.version() == HttpVersion.HTTP_1_1);
        if (!clearEnd || request.headers().getAll("Content-Length").size() > 1) {
            return Optional.of(new Problem(400, "bad-framing", "The length of the body is not clear"));
        }
        List<String> host = request.headers().getAll("Host");
        if (host.size() != 1) {
            return Optional.of(new Problem(400, "bad-host", "There must be exactly one Host"));
        }
        String name = host.getFirst().replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        return hosts.contains(name)
                ? Optional.empty()
                : Optional.of(new Problem(421, "unknown-host", "This host name is not served here"));
    }

    /** After a request of unclear meaning nothing on the connection can be trusted to be the next request. */
    private static void refuse(HttpServerRequest request, Problem problem) {
        closeAfterwards(request);
        problem.answer(request.response());
    }

    private static void closeAfterwards(HttpServerRequest request) {
        request.response().putHeader("Connection", "close");
        request.response().endHandler(sent -> request.connection().close());
    }
}
