package dev.millrace.modeldispatch.api;

import dev.millrace.modeldispatch.call.Call;
import dev.millrace.modeldispatch.call.Dispatch;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.route.Routes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;

/** The Responses API: passed on to models that have it, translated to Chat Completions for others. */
@Singleton
class ResponsesDoor {

    private final Routes routes;
    private final Dispatch dispatch;

    ResponsesDoor(Routes routes, Dispatch dispatch) {
        this.routes = routes;
        this.dispatch = dispatch;
    }

    Future<Void> run(HttpServerResponse response, Call call) {
        if (routes.table().offers(call.alias(), Operation.RESPONSES)) {
            return run(response, call, Rendering.PLAIN);
        }
        return switch (ResponsesRequest.of(call.request())) {
            case ResponsesRequest.Translated translated ->
                run(response, call.asChat(translated.chat()), new ResponsesRendering(call.request()));
            case ResponsesRequest.Untranslatable no -> {
                Responder.refuse(response, no.refusal());
                yield Future.succeededFuture();
            }
        };
    }

    private Future<Void> run(HttpServerResponse response, Call call, Rendering rendering) {
        return dispatch.run(call).map(outcome -> {
            Responder.respond(response, call, rendering, outcome);
            return null;
        });
    }
}
