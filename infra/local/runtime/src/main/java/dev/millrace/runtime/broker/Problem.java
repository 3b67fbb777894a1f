package dev.millrace.runtime.broker;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** Error answers: RFC 9457. */
final class Problem {

    private Problem() {}

    static void send(HttpServerResponse response, int status, String title, String detail) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader("content-type", "application/problem+json")
                    .end(new JsonObject()
                            .put("title", title)
                            .put("status", status)
                            .put("detail", detail + ".")
                            .toBuffer());
        }
    }
}
