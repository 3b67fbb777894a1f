package dev.millrace.modeldispatch.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.tokens.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the events of one streamed answer into chunks as OpenAI defines them. For one thread. */
public interface StreamReader {

    /** The next event. */
    List<Chunk> next(ServerSentEvents.Event event);

    /** Whether the answer has come to its end, as opposed to having been cut. */
    boolean isComplete();

    /** What the far side has said about tokens so far; null for nothing. */
    @Nullable
    Usage usage();

    /** An error that the far side sent instead of going on; null for none. */
    @Nullable
    String error();

    /**
     * @param raw the very bytes of the event, when it needs no translation; else null
     */
    record Chunk(ObjectNode tree, @Nullable Buffer raw) {}
}
