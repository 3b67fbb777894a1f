package dev.millrace.modeldispatch.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** A model that thinks for no time at all: what is measured through it is the way to it. */
final class TrivialModel {

    private static final Buffer ANSWER = Buffer.buffer("""
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"trivial","choices":[{"index":0,"finish_reason":"stop",\
        "logprobs":null,"message":{"role":"assistant","content":"%s"}}],\
        "usage":{"prompt_tokens":20,"completion_tokens":60,"total_tokens":80}}""".formatted("word ".repeat(60)));
    private static final Buffer CHUNK = event("""
        {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"trivial","choices":[{"index":0,"finish_reason":null,"delta":{"content":"word "}}]}""");
    private static final Buffer LAST = event("""
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"trivial","choices":[{"index":0,"finish_reason":"stop","delta":{}}]}""").appendBuffer(event("""
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"trivial","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}}""")).appendBuffer(event("[DONE]"));

    private final HttpServer server;

    TrivialModel(Vertx vertx) {
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)));
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    private static void answer(HttpServerRequest request, Buffer body) {
        if (!body.toString().contains("\"stream\":true")) {
            request.response().putHeader("content-type", "application/json").end(ANSWER);
            return;
        }
        request.response().setChunked(true).putHeader("content-type", "text/event-stream");
        request.response().write(CHUNK).onSuccess(written -> request.response().end(LAST));
    }

    private static Buffer event(String data) {
        return Buffer.buffer("data: " + data + "\n\n");
    }
}
