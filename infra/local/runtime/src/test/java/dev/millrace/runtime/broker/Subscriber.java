package dev.millrace.runtime.broker;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A function that a test plays: records what comes, answers as it is told. */
final class Subscriber implements AutoCloseable {

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour =
            (request, call) -> request.response().setStatusCode(204).end();

    record Call(MultiMap headers, Buffer body, Instant at) {

        String id() {
            return headers.get("ce-id");
        }
    }

    @FunctionalInterface
    interface Behaviour {
        void answer(HttpServerRequest request, Call call);
    }

    Subscriber(Vertx vertx, Clock clock) {
        server = vertx.createHttpServer(Broker.serverOptions())
                .requestHandler(request -> request.body().onSuccess(body -> {
                    var call = new Call(
                            MultiMap.caseInsensitiveMultiMap().addAll(request.headers()), body, clock.instant());
                    calls.add(call);
                    behaviour.answer(request, call);
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Answers from now on like this. */
    void answers(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    void answersStatus(int status) {
        answers((request, call) -> request.response().setStatusCode(status).end());
    }

    List<Call> calls() {
        return calls;
    }

    List<String> ids() {
        return calls.stream().map(Call::id).toList();
    }

    SocketAddress address() {
        return SocketAddress.inetSocketAddress(server.actualPort(), "127.0.0.1");
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
