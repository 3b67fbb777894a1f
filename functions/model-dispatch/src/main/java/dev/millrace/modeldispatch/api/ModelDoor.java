package dev.millrace.modeldispatch.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.tenant.Scope;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.admission.Caller;
import dev.millrace.modeldispatch.api.Bodies.Body;
import dev.millrace.modeldispatch.api.Keys.Holder;
import dev.millrace.modeldispatch.call.Call;
import dev.millrace.modeldispatch.call.Dispatch;
import dev.millrace.modeldispatch.call.Refusal;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.upstream.Hangup;
import dev.millrace.platform.metering.Meter;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Everything under {@code /v1/}, as OpenAI's clients expect it, on the event loop from end to end. */
@ApplicationScoped
public class ModelDoor {

    private static final Logger LOG = Logger.getLogger(ModelDoor.class);
    private static final int BEFORE_BODIES_ARE_READ = Integer.MIN_VALUE;
    private static final int HEAVY = 256 * 1024;
    private static final String MODELS = "/v1/models";
    private static final Map<String, Operation> OPERATIONS = Map.of(
            "/v1/chat/completions", Operation.CHAT,
            "/v1/responses", Operation.RESPONSES,
            "/v1/embeddings", Operation.EMBEDDINGS,
            "/v1/moderations", Operation.MODERATIONS);

    private final Keys keys;
    private final Bodies bodies;
    private final ModelList models;
    private final ResponsesDoor responses;
    private final Dispatch dispatch;
    private final Meter meter;
    private final Vertx vertx;

    ModelDoor(
            Keys keys,
            Bodies bodies,
            ModelList models,
            ResponsesDoor responses,
            Dispatch dispatch,
            Meter meter,
            Vertx vertx) {
        this.keys = keys;
        this.bodies = bodies;
        this.models = models;
        this.responses = responses;
        this.dispatch = dispatch;
        this.meter = meter;
        this.vertx = vertx;
    }

    void install(@Observes Router router) {
        router.route("/v1/*").order(BEFORE_BODIES_ARE_READ).handler(this::enter);
    }

    private void enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        Operation operation = OPERATIONS.get(path);
        boolean list = path.equals(MODELS) || path.startsWith(MODELS + "/");
        if (operation == null && !list) {
            turnAway(request, Refusal.invalid(404, "unknown_url", "There is no " + path + " here. See README.", null));
            return;
        }
        HttpMethod only = list ? HttpMethod.GET : HttpMethod.POST;
        if (!request.method().equals(only)) {
            request.response().putHeader("Allow", only.name());
            turnAway(request, Refusal.invalid(405, "method_not_allowed", "Use " + only + " here.", null));
            return;
        }
        Optional<Holder> holder = keys.find(request.getHeader("authorization"));
        if (holder.isEmpty()) {
            turnAway(request, Refusal.invalid(401, "invalid_api_key", "Send a valid API key as bearer token.", null));
        } else if (!holder.get().key().allows(Scope.MODELS)) {
            turnAway(request, Refusal.invalid(403, "missing_scope", "This key has not the scope 'models'.", null));
        } else if (operation == null) {
            list(request, holder.get());
        } else {
            post(request, operation, holder.get());
        }
    }

    /** What is left of the request is read and forgotten, so that the connection can serve the next one. */
    private static void turnAway(HttpServerRequest request, Refusal refusal) {
        request.resume();
        Responder.refuse(request.response(), refusal);
    }

    private void list(HttpServerRequest request, Holder holder) {
        request.resume();
        HttpServerResponse response = request.response();
        if (request.path().length() <= MODELS.length() + 1) {
            Responder.send(response, Json.bytes(models.all(holder.key())));
            return;
        }
        String alias = URLDecoder.decode(
                request.path().substring(MODELS.length() + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        models.one(alias, holder.key())
                .ifPresentOrElse(
                        model -> Responder.send(response, Json.bytes(model)),
                        () -> Responder.refuse(response, Refusal.unknownModel(alias)));
    }

    private void post(HttpServerRequest request, Operation operation, Holder holder) {
        String type = request.getHeader("content-type");
        if (type != null && !type.toLowerCase(Locale.ROOT).contains("json")) {
            turnAway(request, Refusal.invalid(415, "unsupported_media_type", "Send application/json.", null));
            return;
        }
        Meter.Work work = meter.begin(holder.tenant().id(), null);
        request.response().endHandler(end -> work.close());
        bodies.read(request).onSuccess(body -> {
            switch (body) {
                case Body.Refused refused -> Responder.refuse(request.response(), refused.refusal());
                case Body.Read read -> take(request.response(), operation, holder, read.bytes());
            }
        });
    }

    private void take(HttpServerResponse response, Operation operation, Holder holder, Buffer bytes) {
        var hangup = new Hangup();
        response.closeHandler(closed -> hangup.hangUp());
        parsed(bytes)
                .compose(request -> {
                    if (request.isEmpty()) {
                        Responder.refuse(response, Refusal.invalid(400, "invalid_json", "Send one JSON object.", null));
                        return Future.succeededFuture();
                    }
                    return understood(response, operation, holder, request.get(), bytes.length(), hangup);
                })
                .onFailure(defect -> {
                    LOG.error("A call failed", defect);
                    Responder.refuse(
                            response, Refusal.passing(500, "internal_error", "The platform failed. Try again.", null));
                })
                .onComplete(done -> bodies.release(bytes.length()));
    }

    private Future<Optional<ObjectNode>> parsed(Buffer bytes) {
        return bytes.length() > HEAVY
                ? vertx.executeBlocking(() -> Json.object(bytes), false)
                : Future.succeededFuture(Json.object(bytes));
    }

    private Future<Void> understood(
            HttpServerResponse response,
            Operation operation,
            Holder holder,
            ObjectNode request,
            int bytes,
            Hangup hangup) {
        Refusal fault = Request.fault(operation, request, holder);
        if (fault != null) {
            Responder.refuse(response, fault);
            return Future.succeededFuture();
        }
        var caller = new Caller(
                holder.tenant(),
                holder.key(),
                "model-dispatch",
                null,
                null,
                holder.tenant().classification());
        var call = new Call(
                caller,
                operation,
                request.get("model").textValue(),
                request,
                bytes,
                request.path("stream").asBoolean(),
                request.path("stream_options").path("include_usage").asBoolean(),
                Context.current(),
                hangup);
        return operation == Operation.RESPONSES
                ? responses.run(response, call)
                : run(response, call, operation == Operation.CHAT ? Rendering.CHAT : Rendering.PLAIN);
    }

    private Future<Void> run(HttpServerResponse response, Call call, Rendering rendering) {
        return dispatch.run(call).map(outcome -> {
            Responder.respond(response, call, rendering, outcome);
            return null;
        });
    }
}
