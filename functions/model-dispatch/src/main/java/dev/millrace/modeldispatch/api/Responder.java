package dev.millrace.modeldispatch.api;

import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.call.Call;
import dev.millrace.modeldispatch.call.Outcome;
import dev.millrace.modeldispatch.call.Refusal;
import dev.millrace.modeldispatch.call.Replay;
import dev.millrace.modeldispatch.route.Operation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;

/** Writes outcomes to HTTP. */
final class Responder {

    private static final String JSON = "application/json";

    private Responder() {}

    static void respond(HttpServerResponse response, Call call, Rendering rendering, Outcome outcome) {
        if (response.ended() || response.closed()) {
            return;
        }
        outcome.headers().forEach(response::putHeader);
        switch (outcome) {
            case Outcome.Refused refused -> refuse(response, refused.refusal());
            case Outcome.Answered answered -> answer(response, call, rendering, answered.body());
            case Outcome.Streaming streaming -> {
                startEvents(response);
                streaming.stream().start(new HttpAudience(response, rendering, streaming.stream()), call.hangup());
            }
        }
    }

    static void refuse(HttpServerResponse response, Refusal refusal) {
        if (response.ended() || response.closed()) {
            return;
        }
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            response.putHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        send(response.setStatusCode(refusal.status()), Json.bytes(refusal.json()));
    }

    static void send(HttpServerResponse response, Buffer json) {
        response.putHeader("Content-Type", JSON).end(json);
    }

    private static void answer(HttpServerResponse response, Call call, Rendering rendering, Buffer body) {
        if (!call.stream() || call.operation() != Operation.CHAT) {
            send(response, rendering.whole(body));
            return;
        }
        startEvents(response);
        var audience = new HttpAudience(response, rendering, null);
        Json.object(body).ifPresentOrElse(answer -> Replay.play(answer, call.usage(), audience), audience::end);
    }

    private static void startEvents(HttpServerResponse response) {
        response.setChunked(true);
        response.headers()
                .addAll(Map.of("Content-Type", "text/event-stream; charset=utf-8", "Cache-Control", "no-cache"));
    }
}
