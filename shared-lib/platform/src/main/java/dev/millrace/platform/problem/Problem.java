package dev.millrace.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A problem detail object (RFC 9457, section 3).
 *
 * @param type stable: {@code urn:millrace:problem:<code>}
 * @param title the same for every occurrence of the type
 * @param detail a sentence for the caller
 */
@JsonPropertyOrder({"type", "title", "status", "detail"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE = "urn:millrace:problem:";

    /** The request is no valid CloudEvent. The broker does not repeat it. */
    public static Problem notAnEvent(String detail) {
        return new Problem(TYPE + "not-an-event", "Not a CloudEvent", 400, detail);
    }

    /** A request of a person or system that cannot be understood. */
    public static Problem badRequest(String detail) {
        return new Problem(TYPE + "bad-request", "Bad request", 400, detail);
    }

    public static Problem unauthenticated(String detail) {
        return new Problem(TYPE + "unauthenticated", "Not signed in", 401, detail);
    }

    public static Problem notFound(String detail) {
        return new Problem(TYPE + "not-found", "Not found", 404, detail);
    }

    public static Problem methodNotAllowed(String detail) {
        return new Problem(TYPE + "method-not-allowed", "Method not allowed", 405, detail);
    }

    /** What is asked for does not fit what is: look again, then ask otherwise. */
    public static Problem conflict(String detail) {
        return new Problem(TYPE + "conflict", "Conflict", 409, detail);
    }

    /** Somebody else works on it: come again. */
    public static Problem busy(String detail) {
        return new Problem(TYPE + "busy", "Busy", 409, detail);
    }

    public static Problem tooLarge(String detail) {
        return new Problem(TYPE + "too-large", "Too large", 413, detail);
    }

    public static Problem unsupportedMediaType(String detail) {
        return new Problem(TYPE + "unsupported-media-type", "Unsupported media type", 415, detail);
    }

    /** A valid event that this function cannot understand. The broker takes it to the dead letters at once. */
    public static Problem unintelligible(String detail) {
        return new Problem(TYPE + "unintelligible", "Cannot be understood", 422, detail);
    }

    /** A fault of ours; the log says which. */
    public static Problem internal() {
        return new Problem(
                TYPE + "internal",
                "Internal error",
                500,
                "The function failed. Its log names the event and the cause.");
    }

    /** Something this function needs is away: come again. */
    public static Problem unavailable(String detail) {
        return new Problem(TYPE + "unavailable", "Unavailable", 503, detail);
    }
}
