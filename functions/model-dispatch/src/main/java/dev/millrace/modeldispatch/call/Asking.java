package dev.millrace.modeldispatch.call;

import dev.millrace.modeldispatch.DispatchConfig;
import dev.millrace.modeldispatch.admission.Permit;
import dev.millrace.modeldispatch.call.Attempts.Attempted;
import dev.millrace.modeldispatch.health.Observations;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.upstream.Dialect;
import dev.millrace.modeldispatch.upstream.Prompt;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Asks the models of a call that was admitted, and sees to it that the bill is settled and the span ended. */
@Singleton
class Asking {

    private final Hedging hedging;
    private final Answering answering;
    private final Observations observations;
    private final Tracer tracer;
    private final boolean content;
    private final int largestEvent;

    Asking(
            Hedging hedging,
            Answering answering,
            Observations observations,
            Tracer tracer,
            @ConfigProperty(name = "millrace.telemetry.content", defaultValue = "false") boolean content,
            DispatchConfig settings) {
        this.hedging = hedging;
        this.answering = answering;
        this.observations = observations;
        this.tracer = tracer;
        this.content = content;
        this.largestEvent = settings.largestAnswer();
    }

    Future<Outcome> run(Visit visit, Prompt prompt, Permit permit, Bill bill) {
        CallSpan span = span(visit, prompt);
        return hedging.run(visit, prompt, bill)
                .compose(won -> answered(visit, won, permit, span))
                .onSuccess(outcome -> close(span, outcome))
                .onFailure(defect -> {
                    bill.cancel();
                    span.failed("defect");
                    span.end();
                });
    }

    private Future<Outcome> answered(Visit visit, Hedging.Won won, Permit permit, CallSpan span) {
        Bill bill = won.bill();
        return switch (won.attempted()) {
            case Attempted.Whole whole -> {
                span.answered(whole.answer());
                yield answering.whole(visit, whole, bill, headers(visit, permit, whole.upstream(), won.hedge(), span));
            }
            case Attempted.Open open ->
                Future.succeededFuture(
                        streaming(visit, open, bill, headers(visit, permit, open.upstream(), won.hedge(), span), span));
            case Attempted.Useless useless -> {
                bill.pay(useless.upstream(), null, useless.bytes(), 0);
                yield refused(useless.refusal(), headers(visit, permit, useless.upstream(), won.hedge(), span));
            }
            case Attempted.Abandoned abandoned -> {
                bill.cancel();
                yield refused(Attempts.NOBODY, headers(visit, permit, null, won.hedge(), span));
            }
            case Attempted.Failed failed -> {
                bill.cancel();
                yield refused(failed.refusal(), headers(visit, permit, null, won.hedge(), span));
            }
        };
    }

    private CallSpan span(Visit visit, Prompt prompt) {
        Call call = visit.call();
        var span = new CallSpan(
                tracer.spanBuilder(CallSpan.name(call.operation(), call.alias()))
                        .setSpanKind(SpanKind.CLIENT)
                        .setParent(call.trace())
                        .startSpan(),
                content);
        span.asked(call, prompt.request());
        return span;
    }

    /** A streamed answer ends its span itself. */
    private static void close(CallSpan span, Outcome outcome) {
        switch (outcome) {
            case Outcome.Streaming streaming -> {}
            case Outcome.Refused refused -> {
                span.failed(String.valueOf(refused.refusal().code()));
                span.end();
            }
            case Outcome.Answered answered -> {
                span.paid(answered.usage(), answered.cost());
                span.end();
            }
        }
    }

    private Outcome streaming(Visit visit, Attempted.Open open, Bill bill, Map<String, String> headers, CallSpan span) {
        Call call = visit.call();
        var stream = new AnswerStream(
                open.upstream(),
                open.response(),
                Dialect.of(open.upstream()).reader(call.operation()),
                new ChunkEditor(visit.passed().edit(), call.usage()),
                largestEvent,
                tally -> settle(visit, open, bill, tally, span));
        return new Outcome.Streaming(stream, headers);
    }

    private void settle(Visit visit, Attempted.Open open, Bill bill, AnswerStream.Tally tally, CallSpan span) {
        Bill.Paid paid = bill.pay(open.upstream(), tally.said(), tally.bytes(), tally.parts());
        observations.cost(visit.chosen().alias(), open.upstream(), paid.cost().nanos());
        if (tally.end() == AnswerStream.End.CUT) {
            observations.failed(visit.chosen().alias(), open.upstream());
            span.failed("upstream_cut");
        }
        span.paid(paid.usage(), paid.cost());
        span.end();
    }

    private static Map<String, String> headers(
            Visit visit, Permit permit, @Nullable Upstream upstream, @Nullable Upstream hedge, CallSpan span) {
        var headers = new LinkedHashMap<>(permit.headers());
        String route = Headers.route(visit.chosen(), upstream, hedge);
        span.routed(route, upstream);
        headers.put(Headers.ROUTE, route);
        Headers.guardrails(visit.passed().findings()).ifPresent(text -> headers.put(Headers.GUARDRAILS, text));
        return headers;
    }

    private static Future<Outcome> refused(Refusal refusal, Map<String, String> headers) {
        return Future.succeededFuture(new Outcome.Refused(refusal, headers));
    }
}
