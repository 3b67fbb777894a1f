package dev.millrace.runtime.gateway;

import dev.millrace.runtime.serving.Activator;
import dev.millrace.runtime.serving.NoSeat;
import dev.millrace.runtime.serving.Seat;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the door. It runs on the event loop of its connection, so it needs no lock; whatever
 * ends it first (answer, time, the client's departure, the function's death) frees the seat exactly once.
 */
final class Exchange {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Routes.Route route;
    private long timer;
    private boolean over;
    private boolean bad;
    private @Nullable Seat seat;
    private @Nullable HttpClientRequest upstream;

    Exchange(Vertx vertx, HttpServerRequest request, Routes.Route route) {
        this.vertx = vertx;
        this.request = request;
        this.route = route;
    }

    void run(Activator activator, HttpClient client, Trace trace) {
        // Nobody reads yet: the body waits with its sender until a seat is free.
        request.pause();
        Duration patience = Duration.ofSeconds(route.timeoutSeconds());
        timer = vertx.setTimer(
                patience.toMillis(), late -> fail(504, "function-too-slow", "The function took too long"));
        request.response().closeHandler(gone -> cancel());
        request.response().exceptionHandler(gone -> cancel());
        request.exceptionHandler(gone -> cancel());
        activator.seat(route.service(), patience).onComplete(free -> send(free, client, trace), e -> {
            int status = e instanceof NoSeat noSeat ? noSeat.status() : 503;
            fail(status, "function-unavailable", "The function cannot take the request now");
        });
    }

    private void send(Seat free, HttpClient client, Trace trace) {
        if (over) {
            free.close();
            return;
        }
        seat = free;
        var options = new RequestOptions()
                .setServer(free.address())
                .setHost(route.host())
                .setPort(80)
                .setMethod(request.method())
                .setURI(request.uri());
        client.request(options).onComplete(outgoing -> send(outgoing, trace), e -> unreachable());
    }

    private void send(HttpClientRequest outgoing, Trace trace) {
        if (over) {
            outgoing.reset();
            return;
        }
        upstream = outgoing;
        outgoing.exceptionHandler(e -> unreachable());
        addHeaders(outgoing, trace);
        outgoing.response().onComplete(this::answer, e -> unreachable());
        if (hasBody()) {
            // A body that breaks off must not look complete to the function: no end on failure, but a reset.
            request.pipe().endOnFailure(false).to(outgoing).onFailure(e -> unreachable());
        } else {
            request.resume();
            outgoing.end();
        }
    }

    private void addHeaders(HttpClientRequest outgoing, Trace trace) {
        var headers = outgoing.headers();
        Headers.copyRequest(request.headers(), headers);
        headers.set("X-Forwarded-For", request.remoteAddress().hostAddress());
        headers.set("X-Forwarded-Proto", "http");
        headers.set("X-Forwarded-Host", String.valueOf(request.getHeader("Host")));
        if (!Trace.isValid(request.getHeader("traceparent"))) {
            headers.remove("tracestate").set("traceparent", trace.begin());
        }
        String length = request.getHeader("Content-Length");
        if (length != null) {
            headers.set("Content-Length", length);
        } else if (hasBody()) {
            outgoing.setChunked(true);
        }
    }

    private boolean hasBody() {
        return request.getHeader("Content-Length") != null || request.getHeader("Transfer-Encoding") != null;
    }

    private void answer(HttpClientResponse incoming) {
        if (over) {
            return;
        }
        HttpServerResponse response = request.response();
        response.setStatusCode(incoming.statusCode());
        bad = incoming.statusCode() >= 500;
        Headers.copyResponse(incoming.headers(), response.headers());
        boolean bodiless = request.method().equals(HttpMethod.HEAD)
                || incoming.statusCode() == 204
                || incoming.statusCode() == 304;
        if (!bodiless && incoming.getHeader("Content-Length") == null) {
            response.setChunked(true);
        }
        incoming.pipe().endOnFailure(false).to(response).onComplete(sent -> finish(), e -> {
            cancel();
            response.reset();
        });
    }

    private void unreachable() {
        fail(502, "function-failed", "The function ended before it answered");
    }

    private void fail(int status, String code, String detail) {
        if (!over) {
            bad = true;
            cancel();
            // What the client still sends is read and dropped, so that it gets to see the answer.
            request.resume();
            new Problem(status, code, detail).answer(request.response());
        }
    }

    private void cancel() {
        if (!over) {
            finish();
            if (upstream != null) {
                upstream.reset();
            }
        }
    }

    private void finish() {
        over = true;
        vertx.cancelTimer(timer);
        if (seat != null) {
            if (bad) {
                seat.failed();
            }
            seat.close();
        }
    }
}
