package dev.millrace.model.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Takes requests to answers. For one event loop. */
public final class Api {

    private static final long LONGEST_BODY = 64L << 20;
    private static final String JSON_TYPE = "application/json";

    private final Vertx vertx;
    private final Clock clock;
    private final long chunkMillis;
    private final Faults faults = new Faults();
    private final Totals totals = new Totals();

    /** @param chunkMillis between two chunks of a stream; 0 for none */
    public Api(Vertx vertx, Clock clock, long chunkMillis) {
        this.vertx = vertx;
        this.clock = clock;
        this.chunkMillis = chunkMillis;
    }

    public void handle(HttpServerRequest request) {
        request.response().putHeader("Millrace-Stand-In", "model").exceptionHandler(gone -> {});
        String length = request.getHeader("Content-Length");
        if (length != null && isTooLong(length)) {
            fail(request, new OpenAiError(413, "too_large", "A request has at most " + LONGEST_BODY + " bytes."));
            return;
        }
        request.body()
                .onSuccess(body -> beside(request, body.getBytes()))
                .onFailure(gone -> request.connection().close());
    }

    private static boolean isTooLong(String length) {
        try {
            return Long.parseLong(length) > LONGEST_BODY;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** Faults and totals are about the API, not of it. */
    private void beside(HttpServerRequest request, byte[] body) {
        String route = request.method() + " " + request.path();
        try {
            switch (route) {
                case "POST /_faults" -> {
                    faults.plan(Fault.of(Conversation.parse(body)));
                    send(request, 201, JsonNodeFactory.instance.objectNode().put("planned", true));
                }
                case "DELETE /_faults" -> {
                    faults.clear();
                    request.response().setStatusCode(204).end();
                }
                case "GET /_usage" -> send(request, 200, totals.view());
                default -> struck(request, body, route);
            }
        } catch (OpenAiError e) {
            fail(request, e);
        } catch (PatternSyntaxException e) {
            fail(request, new OpenAiError(400, "invalid_fault", "'path' must be a regular expression."));
        } catch (IllegalArgumentException e) {
            fail(request, new OpenAiError(400, "invalid_fault", String.valueOf(e.getMessage())));
        }
    }

    private void struck(HttpServerRequest request, byte[] body, String route) {
        Fault.Effect effect = faults.strike(request.path()).orElse(null);
        switch (effect) {
            case null -> answer(request, body, route, null);
            case Fault.Effect.Answer answer -> {
                answer.headers().forEach(request.response()::putHeader);
                request.response()
                        .putHeader("Content-Type", JSON_TYPE)
                        .setStatusCode(answer.status())
                        .end(answer.body());
            }
            case Fault.Effect.Delay delay ->
                vertx.setTimer(Math.max(1, delay.duration().toMillis()), timer -> answer(request, body, route, null));
            case Fault.Effect.Cut cut -> answer(request, body, route, cut);
            case Fault.Effect.Malformed malformed -> answer(request, body, route, malformed);
        }
    }

    private void answer(HttpServerRequest request, byte[] body, String route, Fault.@Nullable Effect fault) {
        try {
            switch (route) {
                case "POST /v1/chat/completions" -> chat(request, object(body), fault);
                case "POST /v1/embeddings" -> send(request, 200, Embedding.answer(object(body), totals));
                case "POST /v1/moderations" -> send(request, 200, Moderation.answer(object(body)));
                case "GET /v1/models" -> send(request, 200, models());
                case "GET /v1/models/" + Completion.MODEL -> send(request, 200, model());
                default ->
                    throw new OpenAiError(
                            404,
                            "unknown_url",
                            "The stand-in has no " + route + ". It has chat/completions,"
                                    + " embeddings, moderations and models.");
            }
        } catch (OpenAiError e) {
            fail(request, e);
        }
    }

    private static JsonNode object(byte[] body) throws OpenAiError {
        JsonNode request = Conversation.parse(body);
        if (!request.isObject()) {
            throw new OpenAiError(400, "invalid_request", "The body must be a JSON object.");
        }
        return request;
    }

    private void chat(HttpServerRequest request, JsonNode asked, Fault.@Nullable Effect fault) throws OpenAiError {
        Completion completion = Completion.of(asked, clock.instant().getEpochSecond());
        totals.count(completion.tokens());
        if (asked.path("stream").asBoolean()) {
            boolean usage = asked.path("stream_options").path("include_usage").asBoolean();
            new EventStream(vertx, request, chunkMillis, fault).play(completion.chunks(usage));
        } else if (fault instanceof Fault.Effect.Malformed) {
            String whole = completion.whole().toString();
            end(request.response(), whole.substring(0, whole.length() / 2));
        } else if (fault instanceof Fault.Effect.Cut) {
            request.connection().close();
        } else {
            send(request, 200, completion.whole());
        }
    }

    private static ObjectNode models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        list.putArray("data").add(model());
        return list;
    }

    private static ObjectNode model() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Completion.MODEL)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "millrace-stand-in");
    }

    private static void send(HttpServerRequest request, int status, JsonNode body) {
        end(request.response().setStatusCode(status), body.toString());
    }

    private static void fail(HttpServerRequest request, OpenAiError error) {
        send(request, error.status(), error.body());
    }

    private static void end(HttpServerResponse response, String json) {
        response.putHeader("Content-Type", JSON_TYPE).end(Buffer.buffer(json));
    }
}
