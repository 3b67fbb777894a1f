package dev.millrace.modeldispatch.call;

import dev.millrace.contracts.Money;
import dev.millrace.modeldispatch.tokens.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** What became of a call. */
public sealed interface Outcome {

    /** For the answer, such as {@code Millrace-Route}. */
    Map<String, String> headers();

    /**
     * @param body JSON as OpenAI defines it
     * @param model that answered
     * @param cost nothing when it came from the cache
     */
    record Answered(Buffer body, String model, Usage usage, Money cost, Map<String, String> headers)
            implements Outcome {}

    /** The answer has begun; it waits until somebody listens. */
    record Streaming(AnswerStream stream, Map<String, String> headers) implements Outcome {}

    record Refused(Refusal refusal, Map<String, String> headers) implements Outcome {}
}
