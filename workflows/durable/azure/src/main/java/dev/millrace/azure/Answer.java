package dev.millrace.azure;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import dev.millrace.durable.wire.Json;
import java.nio.charset.StandardCharsets;

/** What a door says. The statuses steer the broker, as those of every function do. */
sealed interface Answer {

    HttpResponseMessage to(HttpRequestMessage<?> request);

    /** Done, nothing to add. */
    record Done() implements Answer {

        @Override
        public HttpResponseMessage to(HttpRequestMessage<?> request) {
            return request.createResponseBuilder(HttpStatusType.custom(204)).build();
        }
    }

    /** What was asked for. */
    record Shown(Object body) implements Answer {

        @Override
        public HttpResponseMessage to(HttpRequestMessage<?> request) {
            return response(request, 200, "application/json", body);
        }
    }

    /**
     * A problem detail object (RFC 9457, section 3), with the types of all Millrace's functions.
     *
     * @param type stable: {@code urn:millrace:problem:<code>}
     * @param detail a sentence for the caller
     */
    @JsonPropertyOrder({"type", "title", "status", "detail"})
    record Refused(String type, String title, int status, String detail) implements Answer {

        private static final String TYPE = "urn:millrace:problem:";

        static Refused notAnEvent(String detail) {
            return new Refused(TYPE + "not-an-event", "Not a CloudEvent", 400, detail);
        }

        static Refused notFound(String detail) {
            return new Refused(TYPE + "not-found", "Not found", 404, detail);
        }

        static Refused busy(String detail) {
            return new Refused(TYPE + "busy", "Busy", 409, detail);
        }

        static Refused tooLarge(String detail) {
            return new Refused(TYPE + "too-large", "Too large", 413, detail);
        }

        static Refused unsupportedMediaType(String detail) {
            return new Refused(TYPE + "unsupported-media-type", "Unsupported media type", 415, detail);
        }

        static Refused unintelligible(String detail) {
            return new Refused(TYPE + "unintelligible", "Cannot be understood", 422, detail);
        }

        static Refused unavailable(String detail) {
            return new Refused(TYPE + "unavailable", "Unavailable", 503, detail);
        }

        @Override
        public HttpResponseMessage to(HttpRequestMessage<?> request) {
            return response(request, status, "application/problem+json", this);
        }
    }

    private static HttpResponseMessage response(HttpRequestMessage<?> request, int status, String type, Object body) {
        return request.createResponseBuilder(HttpStatusType.custom(status))
                .header("Content-Type", type)
                .body(new String(Json.bytes(body), StandardCharsets.UTF_8))
                .build();
    }
}
