package dev.millrace.modeldispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.contracts.events.CompletionEvent.Reason;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.modeldispatch.admission.Caller;
import dev.millrace.modeldispatch.call.Call;
import dev.millrace.modeldispatch.call.Dispatch;
import dev.millrace.modeldispatch.call.Outcome;
import dev.millrace.modeldispatch.call.Refusal;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.upstream.Hangup;
import dev.millrace.platform.content.ContentStore;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.telemetry.TraceParent;
import dev.millrace.platform.tenancy.Tenants;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Calls of models that come as events. Their requests and answers lie in the content store. */
@Singleton
class Completions {

    private static final int KEEP_TRIES = 3;
    private static final Duration KEEP_PAUSE = Duration.ofMillis(200);

    private final Dispatch dispatch;
    private final ContentStore contents;
    private final Tenants tenants;
    private final DispatchConfig settings;
    private final Vertx vertx;
    private final Clock clock;

    Completions(
            Dispatch dispatch,
            ContentStore contents,
            Tenants tenants,
            DispatchConfig settings,
            Vertx vertx,
            Clock clock) {
        this.dispatch = dispatch;
        this.contents = contents;
        this.tenants = tenants;
        this.settings = settings;
        this.vertx = vertx;
        this.clock = clock;
    }

    Uni<Answer> complete(Delivery<?> delivery, CompletionEvent.Requested wish) {
        Event.Context context = delivery.event().context();
        Optional<Tenant> tenant = tenants.find(context.tenant());
        if (tenant.isEmpty()) {
            return Uni.createFrom()
                    .item(new Answer.Refused(Problem.unintelligible(
                            "The registry has no tenant '" + context.tenant() + "'. Add it, then replay the event.")));
        }
        if (!wish.request().tenant().equals(context.tenant())) {
            return refused(delivery, wish, Reason.INVALID, "The request is another tenant's content.");
        }
        return contents.get(wish.request()).chain(content -> {
            Optional<ObjectNode> request = content.flatMap(Json::object);
            return request.isEmpty()
                    ? refused(
                            delivery,
                            wish,
                            Reason.INVALID,
                            "The content " + wish.request() + " is gone, or is no JSON object.")
                    : asked(delivery, wish, tenant.get(), request.get(), content.get().length);
        });
    }

    private Uni<Answer> asked(
            Delivery<?> delivery, CompletionEvent.Requested wish, Tenant tenant, ObjectNode request, int bytes) {
        Event.Context context = delivery.event().context();
        var caller = new Caller(
                tenant,
                null,
                function(delivery.event()),
                context.correlationId(),
                context.instanceId(),
                context.classification());
        request.put("model", wish.model());
        var call = new Call(
                caller, Operation.CHAT, wish.model(), request, bytes, false, false, trace(context), new Hangup());
        return onEventLoop(call).chain(outcome -> switch (outcome) {
            case Outcome.Answered answered -> finished(delivery, wish, answered);
            case Outcome.Refused refused -> refusal(delivery, wish, refused.refusal());
            case Outcome.Streaming streaming -> throw new IllegalStateException("a call that wants no stream got one");
        });
    }

    /** Functions run on worker threads; models are asked on event loops. */
    private Uni<Outcome> onEventLoop(Call call) {
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom()
                .emitter(emitter ->
                        context.runOnContext(ready -> dispatch.run(call).onComplete(emitter::complete, emitter::fail)));
    }

    /** The answer is paid for, so a database that stumbles is given another chance. */
    private Uni<Answer> finished(Delivery<?> delivery, CompletionEvent.Requested wish, Outcome.Answered answered) {
        return Uni.createFrom()
                .deferred(() -> contents.put(
                        delivery.event().context().tenant(),
                        answered.body().getBytes(),
                        settings.events().keep()))
                .onFailure()
                .retry()
                .withBackOff(KEEP_PAUSE)
                .atMost(KEEP_TRIES)
                .map(ref -> reply(
                        delivery,
                        new CompletionEvent.Finished(
                                wish.purpose(),
                                answered.model(),
                                ref,
                                answered.usage().input(),
                                answered.usage().output(),
                                answered.cost())));
    }

    private Uni<Answer> refusal(Delivery<?> delivery, CompletionEvent.Requested wish, Refusal refusal) {
        return switch (refusal.kind()) {
            case INVALID -> refused(delivery, wish, Reason.INVALID, refusal.message());
            case NO_ROUTE -> refused(delivery, wish, Reason.NO_ROUTE, refusal.message());
            case BLOCKED -> refused(delivery, wish, Reason.BLOCKED, refusal.message());
            case BUDGET -> refused(delivery, wish, Reason.BUDGET_EXHAUSTED, refusal.message());
            case PASSING -> Uni.createFrom().item(new Answer.Refused(Problem.unavailable(refusal.message())));
        };
    }

    private Uni<Answer> refused(Delivery<?> delivery, CompletionEvent.Requested wish, Reason reason, String detail) {
        return Uni.createFrom().item(reply(delivery, new CompletionEvent.Refused(wish.purpose(), reason, detail)));
    }

    private Answer reply(Delivery<?> delivery, CompletionEvent payload) {
        return new Answer.Reply(delivery.reply(
                payload.getClass().getSimpleName(), payload, delivery.event().context(), clock));
    }

    private static io.opentelemetry.context.Context trace(Event.Context context) {
        var root = io.opentelemetry.context.Context.root();
        return TraceParent.read(context.traceparent())
                .map(span -> root.with(Span.wrap(span)))
                .orElse(root);
    }

    /** Who asked: the last part of the source, such as {@code docs-update} of {@code /functions/docs-update}. */
    private static String function(Event<?> event) {
        String path = event.source().getPath();
        String last = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() ? "unknown" : last;
    }
}
