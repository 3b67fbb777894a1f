package dev.millrace.modeldispatch.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.route.Upstream;
import org.jspecify.annotations.Nullable;

/** What a kind of upstream speaks. Thread-safe and without state. */
public interface Dialect {

    /** @param key the secret; null for none */
    Prepared prepare(Upstream upstream, Prompt prompt, @Nullable String key);

    /** Turns an answer into what OpenAI defines; it may change it. */
    ObjectNode answer(ObjectNode answer);

    /** Reads one streamed answer. */
    StreamReader reader(Operation operation);

    /** What became of a request. */
    sealed interface Prepared {

        record Ready(Outgoing outgoing) implements Prepared {}

        /** @param sentence what this kind of model cannot do */
        record Impossible(String sentence) implements Prepared {}
    }

    static Dialect of(Upstream upstream) {
        return switch (upstream.kind()) {
            case OPENAI -> OpenAiDialect.OPENAI;
            case AZURE -> OpenAiDialect.AZURE;
            case ANTHROPIC -> AnthropicDialect.INSTANCE;
        };
    }
}
