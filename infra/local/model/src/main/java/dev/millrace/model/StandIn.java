package dev.millrace.model;

import dev.millrace.model.api.Api;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.time.Clock;

/** The stand-in on one loopback port. */
public final class StandIn {

    private final HttpServer server;

    private StandIn(HttpServer server) {
        this.server = server;
    }

    /**
     * @param port 0 for any
     * @param chunkMillis between two chunks of a stream; 0 for none
     */
    public static Future<StandIn> start(Vertx vertx, int port, long chunkMillis) {
        var api = new Api(vertx, Clock.systemUTC(), chunkMillis);
        return vertx.createHttpServer(new HttpServerOptions().setHandle100ContinueAutomatically(true))
                .requestHandler(api::handle)
                .listen(port, "127.0.0.1")
                .map(StandIn::new);
    }

    /** What goes where OpenAI's clients want a base address, without the {@code /v1}. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    public Future<Void> close() {
        return server.close();
    }
}
