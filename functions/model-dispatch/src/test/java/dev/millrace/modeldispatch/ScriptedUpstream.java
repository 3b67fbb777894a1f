package dev.millrace.modeldispatch;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Several models on one port, told apart by the first part of the path. Each answers as a test wants it. */
public final class ScriptedUpstream implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, BiConsumer<Asked, HttpServerResponse>> scripts = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** What a model was sent. */
    public record Asked(String model, String path, MultiMap headers, String text) {

        JsonObject body() {
            return new JsonObject(text);
        }
    }

    public ScriptedUpstream() {
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(this::take);
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    public int port() {
        return server.actualPort();
    }

    /** Of a model under its name, as the routing table wants it. */
    public String url(String model) {
        return "http://127.0.0.1:" + port() + "/" + model + "/v1";
    }

    public void script(String model, BiConsumer<Asked, HttpServerResponse> script) {
        scripts.put(model, script);
    }

    /** A whole answer. */
    public void answer(String model, int status, String json) {
        script(
                model,
                (asked, response) -> response.setStatusCode(status)
                        .putHeader("content-type", "application/json")
                        .end(json));
    }

    /** A streamed answer with these events, then its end. */
    public void stream(String model, String... events) {
        script(model, (asked, response) -> {
            begin(response);
            for (String event : events) {
                response.write("data: " + event + "\n\n");
            }
            response.end();
        });
    }

    static void begin(HttpServerResponse response) {
        response.setChunked(true).putHeader("content-type", "text/event-stream");
    }

    public List<Asked> asked(String model) {
        return asked.stream().filter(each -> each.model().equals(model)).toList();
    }

    public void forget() {
        asked.clear();
        scripts.clear();
    }

    private void take(HttpServerRequest request) {
        String model = request.path().substring(1, request.path().indexOf('/', 1));
        String path = request.uri().substring(model.length() + 1);
        request.body().onSuccess(body -> {
            var question = new Asked(model, path, request.headers(), body.toString());
            asked.add(question);
            BiConsumer<Asked, HttpServerResponse> script = scripts.get(model);
            if (script == null) {
                request.response().setStatusCode(500).end("{\"error\":{\"message\":\"no script\"}}");
            } else {
                script.accept(question, request.response());
            }
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
