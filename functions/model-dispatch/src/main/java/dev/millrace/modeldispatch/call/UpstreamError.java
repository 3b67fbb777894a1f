package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.upstream.Reply;
import dev.millrace.modeldispatch.upstream.Reply.Fault;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a far side's error means to our caller. */
final class UpstreamError {

    private static final int LONGEST = 500;

    private UpstreamError() {}

    /** It may be better later. */
    static Refusal passing(Upstream upstream, Reply.Whole whole) {
        String message = "The model '" + upstream.name() + "' answered " + whole.status() + ". Try again.";
        return whole.status() == 429
                ? new Refusal(
                        Refusal.Kind.PASSING,
                        429,
                        "rate_limit_error",
                        "upstream_rate_limited",
                        message,
                        null,
                        whole.retryAfter())
                : Refusal.passing(whole.status() == 503 ? 503 : 502, "upstream_error", message, whole.retryAfter());
    }

    /** Our key or the model's name is wrong there, which the caller can do nothing about. */
    static Refusal ours(Upstream upstream, Reply.Whole whole) {
        return Refusal.passing(
                502,
                "upstream_refused",
                "The model '" + upstream.name() + "' refused the platform with " + whole.status()
                        + ". Tell an operator: its key, address or model name is wrong.",
                null);
    }

    /** The request is wrong, as the far side says. */
    static Refusal theirs(Upstream upstream, Reply.Whole whole) {
        JsonNode error = Json.object(whole.body())
                .<JsonNode>map(body -> body.path("error"))
                .orElseGet(Json::object);
        String message = error.path("message").asText("");
        return new Refusal(
                Refusal.Kind.INVALID,
                whole.status(),
                error.path("type").asText("invalid_request_error"),
                text(error.get("code")),
                message.isEmpty()
                        ? "The model '" + upstream.name() + "' refused the request with " + whole.status() + "."
                        : message.substring(0, Math.min(message.length(), LONGEST)),
                text(error.get("param")),
                null);
    }

    static Refusal fault(Upstream upstream, Fault fault) {
        int status = switch (fault) {
            case TIMEOUT -> 504;
            case UNREACHABLE -> 503;
            case CLOSED, CUT, MALFORMED, TOO_LARGE -> 502;
        };
        return Refusal.passing(
                status,
                fault == Fault.TIMEOUT ? "timeout" : "upstream_" + fault.name().toLowerCase(Locale.ROOT),
                "The model '" + upstream.name() + "' " + fault.sentence() + ". Try again.",
                null);
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null || value.isNull() ? null : value.asText();
    }
}
