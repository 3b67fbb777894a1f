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

    /** An instance that died a moment ago takes nobody in; what was not sent to it can be sent to another. */
    private static final int MOST_INSTANCES = 4;

    private static final long PAUSE_MILLIS = 50;

    private final Vertx vertx;
    private final Activator activator;
    private final HttpClient client;
    private final HttpServerRequest request;
    private final Routes.Route route;
    private final Trace trace;
    private long timer;
    private int instances;
    private boolean over;
    private boolean bad;
    private @Nullable Seat seat;
    private @Nullable HttpClientRequest upstream;

    Exchange(
            Vertx vertx,
            Activator activator,
            HttpClient client,
            HttpServerRequest request,
            Routes.Route route,
            Trace trace) {
        this.vertx = vertx;
        this.activator = activator;
        this.client = client;
        this.request = request;
        this.route = route;
        this.trace = trace;
    }

    void run() {
        // Nobody reads yet: the body waits with its sender until a seat is free.
        request.pause();
        timer = vertx.setTimer(
                patience().toMillis(), late -> fail(504, "function-too-slow", "The function took too long"));
        request.response().closeHandler(gone -> cancel());
        request.response().exceptionHandler(gone -> cancel());
        request.exceptionHandler(gone -> cancel());
        sit();
    }

    private Duration patience() {
        return Duration.ofSeconds(route.timeoutSeconds());
    }

    private void sit() {
        activator.seat(route.service(), patience()).onComplete(this::send, e -> {
            int status = e instanceof NoSeat noSeat ? noSeat.status() : 503;
            fail(status, "function-unavailable", "The function cannot take the request now");
        });
    }

    private void send(Seat free) {
        if (over) {
            free.close();
            return;
        }
        seat = free;
        instances++;
        var options = new RequestOptions()
                .setServer(free.address())
                .setHost(route.host())
                .setPort(80)
                .setMethod(request.method())
                .setURI(request.uri());
        client.request(options).onComplete(this::send, e -> unconnected(free));
    }

    private void unconnected(Seat refused) {
        if (over || instances == MOST_INSTANCES) {
            unreachable();
            return;
        }
        seat = null;
        refused.failed();
        refused.close();
        vertx.setTimer(PAUSE_MILLIS, later -> {
            if (!over) {
                sit();
            }
        });
    }

    private void send(HttpClientRequest outgoing) {
        if (over) {
            outgoing.reset();
            return;
        }
        upstream = outgoing;
        outgoing.exceptionHandler(e -> unreachable());
        addHeaders(outgoing);
        outgoing.response().onComplete(this::answer, e -> unreachable());
        if (hasBody()) {
            // A body that breaks off must not look complete to the function: no end on failure, but a reset.
            request.pipe().endOnFailure(false).to(outgoing).onFailure(e -> unreachable());
        } else {
            request.resume();
            outgoing.end();
        }
    }

    private void addHeaders(HttpClientRequest outgoing) {
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
