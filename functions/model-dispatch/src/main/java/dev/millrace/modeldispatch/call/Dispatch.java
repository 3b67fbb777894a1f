package dev.millrace.modeldispatch.call;

import dev.millrace.contracts.Digest;
import dev.millrace.modeldispatch.cache.AnswerCache;
import dev.millrace.modeldispatch.cache.RequestDigest;
import dev.millrace.modeldispatch.guard.Checked;
import dev.millrace.modeldispatch.route.Decision;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.tokens.Tariff;
import dev.millrace.modeldispatch.upstream.Prompt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a call from its request to its answer: guardrails, cache, route, admission, models, and the bill, which is
 * settled exactly once on every path.
 */
@Singleton
public class Dispatch {

    private static final int HEAVY = 256 * 1024;

    private final Screen screen;
    private final AnswerCache cache;
    private final Routing routing;
    private final Till till;
    private final Asking asking;
    private final Answering answering;
    private final Vertx vertx;

    Dispatch(
            Screen screen,
            AnswerCache cache,
            Routing routing,
            Till till,
            Asking asking,
            Answering answering,
            Vertx vertx) {
        this.screen = screen;
        this.cache = cache;
        this.routing = routing;
        this.till = till;
        this.asking = asking;
        this.answering = answering;
        this.vertx = vertx;
    }

    /** Call it on an event loop, where the answer comes, too. The future fails only on a defect. */
    public Future<Outcome> run(Call call) {
        return screened(call).compose(checked -> switch (checked) {
            case Checked.Blocked blocked -> refused(Screen.refusal(blocked), Map.of());
            case Checked.Passed passed -> fromCache(call, passed);
        });
    }

    /** A huge request would hold up everybody else on this event loop. */
    private Future<Checked> screened(Call call) {
        return call.bytes() > HEAVY
                ? vertx.executeBlocking(() -> screen.check(call.operation(), call.request(), call.rules()), false)
                : Future.succeededFuture(screen.check(call.operation(), call.request(), call.rules()));
    }

    private Future<Outcome> fromCache(Call call, Checked.Passed passed) {
        boolean kept = call.rules().cache() != null
                && (call.operation() == Operation.CHAT || call.operation() == Operation.EMBEDDINGS);
        if (!kept) {
            return routed(call, passed, null);
        }
        Digest digest = RequestDigest.of(call.operation(), call.alias(), call.request());
        return Threads.here(vertx, cache.find(call.caller().tenant().id(), digest))
                .compose(found -> found.isEmpty()
                        ? routed(call, passed, digest)
                        : Future.succeededFuture(answering.again(found.get(), passed.findings())));
    }

    private Future<Outcome> routed(Call call, Checked.Passed passed, @Nullable Digest digest) {
        Tariff tariff = routing.tariff();
        return switch (routing.decide(call, tariff)) {
            case Decision.Chosen chosen -> admitted(new Visit(call, passed, chosen, tariff, digest));
            case Decision decision -> refused(Routing.refusal(call, decision), Map.of());
        };
    }

    private Future<Outcome> admitted(Visit visit) {
        Call call = visit.call();
        Prompt prompt = visit.prompt();
        var wish = new Till.Wish(
                call.caller(), call.alias(), prompt, visit.chosen().order(), visit.tariff());
        return till.open(wish).compose(opened -> switch (opened) {
            case Till.Opened.Refused refused ->
                refused(Refusal.of(refused.verdict()), refused.verdict().headers());
            case Till.Opened.Ready ready -> asking.run(visit, prompt, ready.permit(), ready.bill());
        });
    }

    private static Future<Outcome> refused(Refusal refusal, Map<String, String> headers) {
        return Future.succeededFuture(new Outcome.Refused(refusal, headers));
    }
}
