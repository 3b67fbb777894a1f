package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.admission.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a call has no answer, as OpenAI's API says it.
 *
 * @param kind what it means to a workflow
 * @param type one of OpenAI's, such as {@code invalid_request_error}
 * @param message for the caller: what is wrong and what to do
 * @param param the field that is wrong; null for none
 * @param retryAfter when it is worth another try; null when nobody knows
 */
public record Refusal(
        Kind kind,
        int status,
        String type,
        @Nullable String code,
        String message,
        @Nullable String param,
        @Nullable Duration retryAfter) {

    private static final String INVALID_REQUEST = "invalid_request_error";
    private static final String SERVER_ERROR = "server_error";

    /** What follows from it. */
    public enum Kind {
        INVALID,
        NO_ROUTE,
        BLOCKED,
        BUDGET,
        /** The same call may succeed later. */
        PASSING
    }

    public static Refusal invalid(int status, String code, String message, @Nullable String param) {
        return new Refusal(Kind.INVALID, status, INVALID_REQUEST, code, message, param, null);
    }

    public static Refusal unknownModel(String alias) {
        return new Refusal(
                Kind.NO_ROUTE,
                404,
                INVALID_REQUEST,
                "model_not_found",
                "The model '" + alias + "' does not exist, or this key may not use it. GET /v1/models lists yours.",
                "model",
                null);
    }

    public static Refusal noRoute(String message) {
        return new Refusal(Kind.NO_ROUTE, 403, "permission_error", "no_route", message, "model", null);
    }

    public static Refusal blocked(String code, String message) {
        return new Refusal(Kind.BLOCKED, 400, INVALID_REQUEST, code, message, null, null);
    }

    /** Something behind us failed or is away. */
    public static Refusal passing(int status, String code, String message, @Nullable Duration retryAfter) {
        return new Refusal(Kind.PASSING, status, SERVER_ERROR, code, message, null, retryAfter);
    }

    public static Refusal of(Verdict.Refused refused) {
        Verdict.Reason reason = refused.reason();
        Kind kind = reason == Verdict.Reason.BUDGET_EXHAUSTED ? Kind.BUDGET : Kind.PASSING;
        return new Refusal(
                kind, reason.status(), reason.type(), reason.code(), refused.sentence(), null, refused.retryAfter());
    }

    /** {@code {"error": {...}}}. */
    public ObjectNode json() {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return body;
    }
}
