package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Money;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.tokens.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The span of one call, in the names of OpenTelemetry's semantic conventions for generative AI. What was asked and
 * answered is in it only when the operator wants that.
 */
final class CallSpan {

    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

    private final Span span;
    private final boolean content;

    CallSpan(Span span, boolean content) {
        this.span = span;
        this.content = content;
    }

    static String name(Operation operation, String alias) {
        return operation.semanticName() + " " + alias;
    }

    void asked(Call call, JsonNode request) {
        if (!span.isRecording()) {
            return;
        }
        span.setAttribute("gen_ai.operation.name", call.operation().semanticName());
        span.setAttribute("gen_ai.request.model", call.alias());
        span.setAttribute("millrace.tenant", call.caller().tenant().id().value());
        span.setAttribute("millrace.function", call.caller().function());
        if (content) {
            span.setAttribute("gen_ai.input.messages", request.path("messages").toString());
        }
    }

    /** @param upstream that answered; null when none did */
    void routed(String route, @Nullable Upstream upstream) {
        span.setAttribute("millrace.route", route);
        if (upstream != null) {
            span.setAttribute("gen_ai.provider.name", upstream.kind().semanticName());
            span.setAttribute("server.address", upstream.url().getHost());
        }
    }

    void answered(JsonNode answer) {
        if (!span.isRecording()) {
            return;
        }
        span.setAttribute("gen_ai.response.model", answer.path("model").asText());
        span.setAttribute("gen_ai.response.id", answer.path("id").asText());
        span.setAttribute(FINISH_REASONS, answer.path("choices").findValuesAsText("finish_reason"));
        if (content) {
            span.setAttribute("gen_ai.output.messages", answer.path("choices").toString());
        }
    }

    void paid(Usage usage, Money cost) {
        span.setAttribute("gen_ai.usage.input_tokens", usage.input());
        span.setAttribute("gen_ai.usage.output_tokens", usage.output());
        span.setAttribute("millrace.cost.nanos", cost.nanos());
    }

    void failed(String code) {
        span.setAttribute("error.type", code);
        span.setStatus(StatusCode.ERROR);
    }

    void end() {
        span.end();
    }
}
