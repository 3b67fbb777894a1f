package dev.millrace.runtime.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.runtime.broker.Broker;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
    private final StatusBoard board;

    public OperatorApi(Vertx vertx, String token, StatusBoard board) {
        this.vertx = vertx;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.board = board;
    }

    /** An answer that is no JSON. */
    private record Text(String type, String text) {}

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
            end(
                    request,
                    404,
                    "There is /operator/status, /operator/metrics, /operator/events, /operator/event?id=,"
                            + " /operator/tickets and /operator/story?tenant=&ticket=");
            return;
        }
        body.get()
                .onSuccess(value -> write(request, value))
                .onFailure(failure -> end(
                        request,
                        failure instanceof IllegalArgumentException ? 400 : 503,
                        String.valueOf(failure.getMessage())));
    }

    private Optional<Future<?>> body(HttpServerRequest request) {
        Broker broker = board.broker();
        MultiMap parameters = request.params();
        return switch (request.path()) {
            case "/operator/status" -> Optional.of(board.status());
            case "/operator/metrics" ->
                Optional.of(board.status().map(status -> new Text(Exposition.TYPE, Metrics.text(status))));
            case "/operator/events" -> Optional.of(blocking(() -> EventPages.list(broker.events(), parameters)));
            case "/operator/event" ->
                Optional.of(blocking(() -> EventPages.show(broker.events(), String.valueOf(parameters.get("id")))));
            case "/operator/tickets" -> Optional.of(blocking(() -> EventPages.tickets(broker.stories(), parameters)));
            case "/operator/story" -> Optional.of(blocking(() -> EventPages.story(broker.stories(), parameters)));
            default -> Optional.empty();
        };
    }

    private <T> Future<List<T>> blocking(Callable<List<T>> query) {
        return vertx.executeBlocking(query, false);
    }

    private static void write(HttpServerRequest request, Object value) {
        if (value instanceof Text(String type, String text)) {
            request.response().putHeader("Content-Type", type).end(text);
        } else {
            json(request, value);
        }
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
