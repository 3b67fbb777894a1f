package dev.millrace.modeldispatch.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.tokens.Estimate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everybody who offers OpenAI's API, and Azure, which has it at other addresses. */
enum OpenAiDialect implements Dialect {
    OPENAI {
        @Override
        String path(Upstream upstream, Operation operation) {
            return upstream.url().getRawPath() + operation.path();
        }

        @Override
        Map<String, String> headers(@Nullable String key) {
            return key == null ? Map.of() : Map.of("authorization", "Bearer " + key);
        }
    },
    AZURE {
        @Override
        String path(Upstream upstream, Operation operation) {
            String base = upstream.url().getRawPath().replaceAll("/$", "");
            return base + "/openai/deployments/" + encoded(upstream.model()) + operation.path() + "?api-version="
                    + encoded(upstream.apiVersion());
        }

        @Override
        Map<String, String> headers(@Nullable String key) {
            return key == null ? Map.of() : Map.of("api-key", key);
        }
    };

    abstract String path(Upstream upstream, Operation operation);

    abstract Map<String, String> headers(@Nullable String key);

    @Override
    public Prepared prepare(Upstream upstream, Prompt prompt, @Nullable String key) {
        ObjectNode sent = Json.object().setAll(prompt.request());
        sent.put("model", upstream.model());
        if (prompt.stream()) {
            sent.put("stream", true);
        } else {
            sent.remove("stream");
            sent.remove("stream_options");
        }
        bound(upstream, prompt, sent);
        if (prompt.operation() == Operation.CHAT) {
            askForUsage(prompt, sent);
        }
        return new Prepared.Ready(
                new Outgoing(path(upstream, prompt.operation()), headers(key), Json.bytes(sent), prompt.stream()));
    }

    /** What the budget was asked for must bound the answer. */
    private static void bound(Upstream upstream, Prompt prompt, ObjectNode sent) {
        boolean unbound = !upstream.bound().isEmpty() && Estimate.bound(prompt.request()) == 0;
        if (unbound && prompt.usualOutput() > 0) {
            String field = prompt.operation() == Operation.RESPONSES ? "max_output_tokens" : upstream.bound();
            sent.put(field, prompt.usualOutput());
        }
    }

    /** The counts are ours to book, whether or not the caller wants them. */
    private static void askForUsage(Prompt prompt, ObjectNode sent) {
        if (prompt.stream()) {
            ObjectNode options = prompt.request().get("stream_options") instanceof ObjectNode asked
                    ? Json.object().<ObjectNode>setAll(asked)
                    : Json.object();
            sent.set("stream_options", options.put("include_usage", true));
        }
    }

    @Override
    public ObjectNode answer(ObjectNode answer) {
        return answer;
    }

    @Override
    public StreamReader reader(Operation operation) {
        return operation == Operation.RESPONSES ? new ResponsesReader() : new OpenAiReader();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
