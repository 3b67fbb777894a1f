package dev.millrace.approval.signin;

import io.netty.handler.codec.http.QueryStringEncoder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks the provider, in bounded time and memory, and follows no redirect. */
final class ProviderHttp {

    private static final int CONNECT_MILLIS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final int LARGEST = 256 * 1024;

    private final HttpClient http;

    ProviderHttp(Vertx vertx) {
        this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS));
    }

    /** @param json empty when the answer is no JSON object */
    record Reply(int status, JsonObject json) {

        JsonObject good() {
            if (status != 200) {
                throw new IllegalStateException("it answered " + status);
            }
            return json;
        }

        String text(String name) {
            if (json.getValue(name) instanceof String text) {
                return text;
            }
            throw new IllegalStateException("it answered without " + name);
        }
    }

    Uni<Reply> get(URI address) {
        return ask(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address.toString()), Buffer.buffer());
    }

    /** @param authorization the header, empty for none */
    Uni<Reply> post(URI address, Map<String, String> form, Optional<String> authorization) {
        var fields = new QueryStringEncoder("");
        form.forEach(fields::addParam);
        var request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(address.toString())
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        authorization.ifPresent(given -> request.putHeader("Authorization", given));
        return ask(request, Buffer.buffer(fields.toString().substring(1)));
    }

    private Uni<Reply> ask(RequestOptions request, Buffer body) {
        request.setTimeout(PATIENCE.toMillis()).putHeader("Accept", "application/json");
        return Uni.createFrom()
                .deferred(() -> UniHelper.toUni(http.request(request)
                        .compose(ready -> ready.send(body)
                                .compose(response ->
                                        read(response).map(read -> new Reply(response.statusCode(), json(read)))))))
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> new IllegalStateException("it takes longer than " + PATIENCE.toSeconds() + " seconds"));
    }

    /** Whoever says no need not say it in JSON. */
    private static JsonObject json(Buffer body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException none) {
            return new JsonObject();
        }
    }

    private static Future<Buffer> read(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer kept = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(chunk -> {
            if (kept.length() + chunk.length() <= LARGEST) {
                kept.appendBuffer(chunk);
            } else if (whole.tryFail("it answered with more than " + LARGEST + " bytes")) {
                response.request().reset();
            }
        });
        response.endHandler(end -> whole.tryComplete(kept));
        return whole.future();
    }
}
