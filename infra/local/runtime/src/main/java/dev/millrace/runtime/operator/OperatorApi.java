package dev.millrace.runtime.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.runtime.broker.Broker;
import dev.millrace.runtime.postgres.PostgresServer;
import dev.millrace.runtime.serving.Serving;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Answers {@code GET /operator/...}; everything else goes to the broker. */
public final class OperatorApi {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private final Vertx vertx;
    private final byte[] authorization;
    private final Serving serving;
    private final Broker broker;
    private final PostgresServer postgres;
    private final Clock clock;
    private final Instant since;

    public OperatorApi(
            Vertx vertx, String token, Serving serving, Broker broker, PostgresServer postgres, Clock clock) {
        this.vertx = vertx;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.serving = serving;
        this.broker = broker;
        this.postgres = postgres;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Answers what is for operators and leaves the rest to another handler. */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> others) {
        return request -> {
            if (request.path().startsWith("/operator/")) {
                answer(request);
            } else {
                others.handle(request);
            }
        };
    }

    private void answer(HttpServerRequest request) {
        String presented = request.getHeader("Authorization");
        if (presented == null || !MessageDigest.isEqual(authorization, presented.getBytes(StandardCharsets.UTF_8))) {
            end(request, 401, "Present the operator's token");
            return;
        }
        Optional<Future<?>> body = body(request);
        if (body.isEmpty()) {
            end(request, 404, "There is /operator/status, /operator/events and /operator/event?id=");
            return;
        }
        body.get()
                .onSuccess(value -> json(request, value))
                .onFailure(failure -> end(
                        request,
                        failure instanceof IllegalArgumentException ? 400 : 503,
                        String.valueOf(failure.getMessage())));
    }

    private Optional<Future<?>> body(HttpServerRequest request) {
        String path = request.path();
        if (path.equals("/operator/status")) {
            return Optional.of(status());
        }
        if (path.equals("/operator/events")) {
            return Optional.of(blocking(() -> EventPages.list(broker.events(), request.params())));
        }
        if (path.equals("/operator/event")) {
            String id = String.valueOf(request.getParam("id"));
            return Optional.of(blocking(() -> EventPages.show(broker.events(), id)));
        }
        return Optional.empty();
    }

    private Future<HouseStatus> status() {
        return broker.status()
                .map(status -> new HouseStatus(
                        since, clock.instant(), String.valueOf(postgres.state()), serving.status(), status));
    }

    private <T> Future<List<T>> blocking(Callable<List<T>> query) {
        return vertx.executeBlocking(query, false);
    }

    private static void json(HttpServerRequest request, Object value) {
        try {
            request.response().putHeader("Content-Type", "application/json").end(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            end(request, 500, "The answer cannot be written");
        }
    }

    private static void end(HttpServerRequest request, int status, String sentence) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(sentence + ".\n");
    }
}
