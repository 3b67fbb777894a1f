package dev.millrace.runtime.bench;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** A request with a body, over when the whole answer has been read. */
final class Post {

    private static final long TIMEOUT_MILLIS = 30_000;

    private Post() {}

    /** @param address absolute */
    static RequestOptions to(String address) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(address)
                .setTimeout(TIMEOUT_MILLIS);
    }

    /** The status of the answer. */
    static Future<Integer> status(HttpClient http, RequestOptions request, Buffer body) {
        return http.request(request)
                .compose(ready -> ready.send(body)
                        // Inside, on the connection's own event loop: outside the body may have passed already.
                        .compose(response -> response.body().map(read -> response.statusCode())));
    }
}
