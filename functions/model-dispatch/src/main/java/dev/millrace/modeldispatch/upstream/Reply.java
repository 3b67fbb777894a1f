package dev.millrace.modeldispatch.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came back from a far side. */
public sealed interface Reply {

    /** @param retryAfter when the far side named it */
    record Whole(int status, @Nullable Duration retryAfter, Buffer body) implements Reply {}

    /** A streamed answer has begun, and waits until somebody reads it. */
    record Open(HttpClientResponse response) implements Reply {}

    /** Nothing that could be used. */
    record Failed(Fault fault) implements Reply {}

    /** What went wrong. */
    enum Fault {
        /** It never had the request. */
        UNREACHABLE("cannot be reached"),
        /** The connection ended before the answer began. */
        CLOSED("closed the connection"),
        TIMEOUT("did not answer in time"),
        TOO_LARGE("answered more than fits"),
        /** The connection ended within the answer. */
        CUT("ended in the middle of its answer"),
        MALFORMED("answered what cannot be read");

        private final String sentence;

        Fault(String sentence) {
            this.sentence = sentence;
        }

        /** To be read after the model's name. */
        public String sentence() {
            return sentence;
        }
    }
}
