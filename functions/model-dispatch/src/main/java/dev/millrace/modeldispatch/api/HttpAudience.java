package dev.millrace.modeldispatch.api;

import dev.millrace.modeldispatch.call.AnswerStream;
import dev.millrace.modeldispatch.call.Audience;
import dev.millrace.modeldispatch.call.Refusal;
import dev.millrace.modeldispatch.upstream.StreamReader.Chunk;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** A caller who gets an answer as server-sent events, no faster than it reads. */
final class HttpAudience implements Audience {

    private final HttpServerResponse response;
    private final Rendering rendering;
    private final @Nullable AnswerStream source;
    private Buffer waiting = Buffer.buffer();

    /** @param source to slow down; null when the answer is there whole */
    HttpAudience(HttpServerResponse response, Rendering rendering, @Nullable AnswerStream source) {
        this.response = response;
        this.rendering = rendering;
        this.source = source;
    }

    @Override
    public void chunk(Chunk chunk) {
        waiting.appendBuffer(rendering.chunk(chunk));
    }

    @Override
    public void flush() {
        if (waiting.length() == 0) {
            return;
        }
        response.write(waiting);
        waiting = Buffer.buffer();
        if (source != null && response.writeQueueFull()) {
            source.pause();
            response.drainHandler(drained -> source.resume());
        }
    }

    @Override
    public void end() {
        response.end(waiting.appendBuffer(rendering.end()));
    }

    @Override
    public void cut(Refusal refusal) {
        response.end(waiting.appendBuffer(rendering.cut(refusal)));
    }
}
