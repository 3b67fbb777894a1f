package dev.millrace.runtime.gateway;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** An answer of the gateway itself (RFC 9457). */
record Problem(int status, String code, String detail) {

    private static final int OVERLOADED = 503;

    void answer(HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        if (status == OVERLOADED) {
            response.putHeader("Retry-After", "1");
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "urn:millrace:problem:" + code)
                        .put("status", status)
                        .put("code", code)
                        .put("detail", detail)
                        .toBuffer());
    }
}
