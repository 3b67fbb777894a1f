package dev.millrace.runtime.broker;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.event.EventReader;
import dev.millrace.runtime.broker.event.Reading;
import dev.millrace.runtime.broker.store.Acceptance;
import dev.millrace.runtime.broker.store.Journal;
import dev.millrace.runtime.broker.store.Routed;
import dev.millrace.runtime.broker.topology.Topology;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * The broker's door: knative/specs eventing data plane, and the CloudEvents HTTP 1.1 Web Hooks handshake. Runs on any
 * event loop.
 */
final class Ingress implements Handler<HttpServerRequest> {

    private final Topology topology;
    private final Journal journal;
    private final Vertx vertx;
    private final int eventBytes;

    Ingress(Topology topology, Journal journal, Vertx vertx, int eventBytes) {
        this.topology = topology;
        this.journal = journal;
        this.vertx = vertx;
        this.eventBytes = eventBytes;
    }

    @Override
    public void handle(HttpServerRequest request) {
        var response = request.response();
        if (!topology.path().equals(request.path())) {
            Problem.send(response, 404, "Not Found", "There is no broker here; this one is at " + topology.path());
        } else if (request.method().equals(HttpMethod.POST)) {
            collect(request);
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            shakeHands(request);
        } else {
            response.putHeader("allow", "POST, OPTIONS");
            Problem.send(response, 405, "Method Not Allowed", "Send events with POST");
        }
    }

    private static void shakeHands(HttpServerRequest request) {
        String origin = request.getHeader("webhook-request-origin");
        request.response()
                .putHeader("allow", "POST, OPTIONS")
                .putHeader("webhook-allowed-origin", origin == null ? "*" : origin)
                .putHeader("webhook-allowed-rate", "*")
                .end();
    }

    private void collect(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() <= eventBytes) {
                body.appendBuffer(chunk);
                if (body.length() > eventBytes) {
                    refuseSize(request.response());
                    request.connection().close();
                }
            }
        });
        request.endHandler(v -> {
            if (body.length() <= eventBytes) {
                accept(request, body);
            }
        });
    }

    private void accept(HttpServerRequest request, Buffer body) {
        var response = request.response();
        switch (EventReader.read(request.headers(), body)) {
            case Reading.Refused(var reason) ->
                Problem.send(response, 400, "Bad Request", "This is no CloudEvent: " + reason);
            case Reading.Read(var event) when event.size() > eventBytes -> refuseSize(response);
            case Reading.Read(var event) -> store(event, response);
        }
    }

    private void store(Event event, HttpServerResponse response) {
        var routed = new Routed(event, topology.matching(event));
        journal.accept(routed, vertx.getOrCreateContext(), acceptance -> {
            switch (acceptance) {
                case Acceptance.Stored() -> {
                    if (!response.closed()) {
                        response.setStatusCode(202).end();
                    }
                }
                case Acceptance.Unwritable(var reason) -> Problem.send(response, 400, "Bad Request", reason);
                case Acceptance.Busy(var reason) -> {
                    response.putHeader("retry-after", "1");
                    Problem.send(response, 503, "Service Unavailable", "Come again: " + reason);
                }
            }
        });
    }

    private void refuseSize(HttpServerResponse response) {
        Problem.send(
                response,
                413,
                "Content Too Large",
                "An event may have " + eventBytes + " bytes; send more by reference (dataref)");
    }
}
