package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.tokens.Usage;
import dev.millrace.modeldispatch.upstream.Hangup;
import dev.millrace.modeldispatch.upstream.Reply.Fault;
import dev.millrace.modeldispatch.upstream.ServerSentEvents;
import dev.millrace.modeldispatch.upstream.StreamReader;
import dev.millrace.modeldispatch.upstream.StreamReader.Chunk;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A streamed answer on its way from the far side to the caller, paid for when it ends, however it ends. */
public final class AnswerStream {

    private final Upstream upstream;
    private final HttpClientResponse response;
    private final StreamReader reader;
    private final ChunkEditor editor;
    private final ServerSentEvents events;
    private final Consumer<Tally> paid;
    private long bytes;
    private long parts;
    private boolean over;

    AnswerStream(
            Upstream upstream,
            HttpClientResponse response,
            StreamReader reader,
            ChunkEditor editor,
            int largestEvent,
            Consumer<Tally> paid) {
        this.upstream = upstream;
        this.response = response;
        this.reader = reader;
        this.editor = editor;
        this.events = new ServerSentEvents(largestEvent);
        this.paid = paid;
    }

    /**
     * What arrived.
     *
     * @param said the far side's own count; null when it did not come to that
     * @param bytes of text
     * @param parts that had text
     */
    record Tally(@Nullable Usage said, long bytes, long parts, End end) {}

    /** How it ended. */
    enum End {
        COMPLETE,
        CUT,
        /** The caller had gone. */
        ABANDONED
    }

    /** Lets the answer come. */
    public void start(Audience audience, Hangup hangup) {
        response.request().idleTimeout(upstream.idle().toMillis());
        response.exceptionHandler(
                failure -> cut(audience, failure instanceof TimeoutException ? Fault.TIMEOUT : Fault.CUT));
        response.endHandler(end -> ended(audience));
        response.handler(part -> {
            if (!over) {
                pass(part, audience);
            }
        });
        hangup.then(this::abandon);
        response.resume();
    }

    /** The caller cannot follow. */
    public void pause() {
        response.pause();
    }

    public void resume() {
        response.resume();
    }

    private void pass(Buffer part, Audience audience) {
        try {
            for (ServerSentEvents.Event event : events.next(part)) {
                for (Chunk chunk : reader.next(event)) {
                    count(chunk.tree());
                    editor.edit(chunk).ifPresent(audience::chunk);
                }
            }
        } catch (IllegalStateException e) {
            cut(audience, Fault.TOO_LARGE);
            return;
        }
        if (reader.error() != null) {
            cut(audience, Fault.CUT);
        } else if (reader.isComplete()) {
            complete(audience);
        } else {
            audience.flush();
        }
    }

    private void count(JsonNode chunk) {
        long text = 0;
        for (JsonNode choice : chunk.path("choices")) {
            text += length(choice.path("delta"));
        }
        text += chunk.path("delta").isTextual() ? chunk.get("delta").textValue().length() : 0;
        bytes += text;
        parts += text > 0 ? 1 : 0;
    }

    private static long length(JsonNode delta) {
        long text = 0;
        for (JsonNode value : delta) {
            text += value.isTextual() ? value.textValue().length() : 0;
        }
        for (JsonNode call : delta.path("tool_calls")) {
            text += call.path("function").path("arguments").asText("").length();
        }
        return text;
    }

    private void ended(Audience audience) {
        if (!over) {
            cut(audience, Fault.CUT);
        }
    }

    private void complete(Audience audience) {
        editor.rest().ifPresent(audience::chunk);
        close(End.COMPLETE);
        audience.end();
    }

    private void cut(Audience audience, Fault fault) {
        if (over) {
            return;
        }
        editor.rest().ifPresent(audience::chunk);
        String said = reader.error();
        close(End.CUT);
        response.request().reset();
        audience.cut(Refusal.passing(
                502,
                "upstream_cut",
                "The model '" + upstream.name() + "' " + (said == null ? fault.sentence() : "failed: " + said)
                        + ". What came before is charged. Try again.",
                null));
    }

    /** The caller has gone. */
    private void abandon() {
        if (!over) {
            close(End.ABANDONED);
            response.request().reset();
        }
    }

    private void close(End end) {
        over = true;
        paid.accept(new Tally(reader.usage(), bytes, parts, end));
    }
}
