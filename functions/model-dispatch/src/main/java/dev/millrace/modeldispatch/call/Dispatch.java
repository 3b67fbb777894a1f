package dev.millrace.modeldispatch.call;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Money;
import dev.millrace.modeldispatch.DispatchConfig;
import dev.millrace.modeldispatch.admission.Admission;
import dev.millrace.modeldispatch.admission.Demand;
import dev.millrace.modeldispatch.admission.Permit;
import dev.millrace.modeldispatch.admission.Verdict;
import dev.millrace.modeldispatch.cache.AnswerCache;
import dev.millrace.modeldispatch.cache.RequestDigest;
import dev.millrace.modeldispatch.call.Attempts.Attempted;
import dev.millrace.modeldispatch.guard.Checked;
import dev.millrace.modeldispatch.health.Observations;
import dev.millrace.modeldispatch.route.Decision;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.tokens.Estimate;
import dev.millrace.modeldispatch.tokens.Tariff;
import dev.millrace.modeldispatch.tokens.Usage;
import dev.millrace.modeldispatch.upstream.Dialect;
import dev.millrace.modeldispatch.upstream.Prompt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
    private final Admission admission;
    private final Attempts attempts;
    private final Answering answering;
    private final Estimate estimate;
    private final Observations observations;
    private final Vertx vertx;
    private final int largestEvent;

    Dispatch(
            Screen screen,
            AnswerCache cache,
            Routing routing,
            Admission admission,
            Attempts attempts,
            Answering answering,
            Estimate estimate,
            Observations observations,
            Vertx vertx,
            DispatchConfig settings) {
        this.screen = screen;
        this.cache = cache;
        this.routing = routing;
        this.admission = admission;
        this.attempts = attempts;
        this.answering = answering;
        this.estimate = estimate;
        this.observations = observations;
        this.vertx = vertx;
        this.largestEvent = settings.largestAnswer();
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
        return here(cache.find(call.caller().tenant().id(), digest))
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
        Usage most = estimate.most(prompt.request(), prompt.usualOutput());
        Money cost = visit.chosen().order().stream()
                .map(upstream -> visit.tariff().cost(upstream.priced(), most))
                .max(Comparator.comparingLong(Money::nanos))
                .orElseThrow();
        Demand demand = new Demand(call.alias(), most.total(), cost);
        return here(admission.admit(call.caller(), demand)).compose(verdict -> switch (verdict) {
            case Verdict.Refused refused -> refused(Refusal.of(refused), refused.headers());
            case Verdict.Admitted admitted -> {
                var bill = new Bill(admitted.permit(), visit.tariff(), estimate, prompt.request(), most);
                yield asked(visit, prompt, admitted.permit(), bill).onFailure(defect -> bill.cancel());
            }
        });
    }

    private Future<Outcome> asked(Visit visit, Prompt prompt, Permit permit, Bill bill) {
        return attempts.run(visit.chosen(), prompt, visit.call().hangup()).compose(attempted -> switch (attempted) {
            case Attempted.Whole whole ->
                answering.whole(
                        visit,
                        whole,
                        bill,
                        headers(visit, permit, whole.upstream().name()));
            case Attempted.Open open -> Future.succeededFuture(streaming(visit, open, bill, permit));
            case Attempted.Useless useless -> {
                bill.pay(useless.upstream(), null, useless.bytes(), 0);
                yield refused(
                        useless.refusal(),
                        headers(visit, permit, useless.upstream().name()));
            }
            case Attempted.Failed failed -> {
                bill.cancel();
                yield refused(failed.refusal(), headers(visit, permit, null));
            }
        });
    }

    private Outcome streaming(Visit visit, Attempted.Open open, Bill bill, Permit permit) {
        Call call = visit.call();
        var stream = new AnswerStream(
                open.upstream(),
                open.response(),
                Dialect.of(open.upstream()).reader(call.operation()),
                new ChunkEditor(visit.passed().restorer(), call.usage()),
                largestEvent,
                tally -> {
                    Bill.Paid paid = bill.pay(open.upstream(), tally.said(), tally.bytes(), tally.parts());
                    observations.cost(
                            visit.chosen().alias(), open.upstream(), paid.cost().nanos());
                    if (tally.end() == AnswerStream.End.CUT) {
                        observations.failed(visit.chosen().alias(), open.upstream());
                    }
                });
        return new Outcome.Streaming(
                stream, headers(visit, permit, open.upstream().name()));
    }

    private static Map<String, String> headers(Visit visit, Permit permit, @Nullable String upstream) {
        var headers = new LinkedHashMap<>(permit.headers());
        headers.put(Headers.ROUTE, Headers.route(visit.chosen(), upstream));
        Headers.guardrails(visit.passed().findings()).ifPresent(text -> headers.put(Headers.GUARDRAILS, text));
        return headers;
    }

    private static Future<Outcome> refused(Refusal refusal, Map<String, String> headers) {
        return Future.succeededFuture(new Outcome.Refused(refusal, headers));
    }

    /** A future that another thread completes goes on here. */
    private <T> Future<T> here(Future<T> future) {
        if (future.isComplete()) {
            return future;
        }
        var promise = ((ContextInternal) vertx.getOrCreateContext()).<T>promise();
        future.onComplete(promise);
        return promise.future();
    }
}
