package dev.millrace.modeldispatch.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.route.Upstream;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages API, version 2023-06-01. */
enum AnthropicDialect implements Dialect {
    INSTANCE;

    @Override
    public Prepared prepare(Upstream upstream, Prompt prompt, @Nullable String key) {
        return switch (AnthropicRequest.of(prompt, upstream.model())) {
            case AnthropicRequest.Translated translated -> {
                var headers = new HashMap<String, String>();
                headers.put("anthropic-version", upstream.apiVersion());
                if (key != null) {
                    headers.put("x-api-key", key);
                }
                yield new Prepared.Ready(new Outgoing(
                        upstream.url().getRawPath() + "/messages",
                        headers,
                        Json.bytes(translated.body()),
                        prompt.stream()));
            }
            case AnthropicRequest.Untranslatable no -> new Prepared.Impossible(no.sentence());
        };
    }

    @Override
    public ObjectNode answer(ObjectNode answer) {
        return AnthropicAnswer.translate(answer);
    }

    @Override
    public StreamReader reader(Operation operation) {
        return new AnthropicReader();
    }
}
