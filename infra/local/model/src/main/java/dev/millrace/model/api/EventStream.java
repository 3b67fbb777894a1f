package dev.millrace.model.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Server-sent events, one a chunk, as fast as the reader takes them. */
final class EventStream {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final long millis;
    private final Fault.@Nullable Effect fault;
    private boolean closed;

    EventStream(Vertx vertx, HttpServerRequest request, long millis, Fault.@Nullable Effect fault) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.millis = millis;
        this.fault = fault;
    }

    void play(List<ObjectNode> chunks) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .closeHandler(gone -> closed = true);
        next(chunks.iterator(), 0);
    }

    private void next(Iterator<ObjectNode> chunks, int sent) {
        if (closed) {
            return;
        }
        if (fault instanceof Fault.Effect.Cut(int most) && sent >= most) {
            request.connection().close();
            return;
        }
        if (!chunks.hasNext()) {
            response.end("data: [DONE]\n\n");
            return;
        }
        String chunk = chunks.next().toString();
        boolean broken = fault instanceof Fault.Effect.Malformed && sent == 1;
        response.write("data: " + (broken ? chunk.substring(0, chunk.length() / 2) : chunk) + "\n\n");
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> soon(chunks, sent + 1));
        } else {
            soon(chunks, sent + 1);
        }
    }

    private void soon(Iterator<ObjectNode> chunks, int sent) {
        if (millis > 0) {
            vertx.setTimer(millis, timer -> next(chunks, sent));
        } else {
            vertx.runOnContext(turn -> next(chunks, sent));
        }
    }
}
